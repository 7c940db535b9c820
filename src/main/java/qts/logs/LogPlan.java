package qts.logs;

import java.nio.file.Path;
import org.slf4j.event.Level;

/**
 * How the operational log is kept.
 *
 * @param file the file that is written; rolled ones lie beside it, compressed
 * @param level the least important messages that are kept
 * @param maxFileBytes the size at which the file is rolled, at most a quarter of the total; it is
 *     also rolled every day
 * @param maxDays how many days rolled files are kept
 * @param totalBytes the most all files may take together
 * @param colours whether the console is a terminal that shows colours
 * @param consoleLevel the least important messages that are shown on the console as well
 */
public record LogPlan(
    Path file,
    Level level,
    long maxFileBytes,
    int maxDays,
    long totalBytes,
    boolean colours,
    Level consoleLevel) {

  /** A plan that shows on the console whatever it keeps. */
  public LogPlan(
      Path file, Level level, long maxFileBytes, int maxDays, long totalBytes, boolean colours) {
    this(file, level, maxFileBytes, maxDays, totalBytes, colours, Level.TRACE);
  }

  /** The same plan with less on the console. */
  public LogPlan withConsole(Level least) {
    return new LogPlan(file, level, maxFileBytes, maxDays, totalBytes, colours, least);
  }

  /** The size at which the file is really rolled: small enough for the total to be kept. */
  long rollBytes() {
    return Math.min(maxFileBytes, totalBytes / 4);
  }

  /**
   * What the rolled files may take. The file being written, the one being compressed and its
   * compressed form come on top.
   */
  long rolledBytes() {
    return totalBytes - 3 * rollBytes();
  }
}
