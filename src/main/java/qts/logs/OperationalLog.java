package qts.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/** The operational log of a running service, from opening to closing. There is one a process. */
public final class OperationalLog implements AutoCloseable {
  /** Above all our loggers; what libraries say below a warning is about themselves. */
  private static final String OURS = "qts";

  private final LoggerContext context;

  private OperationalLog(LoggerContext context) {
    this.context = context;
  }

  /**
   * Sends everything that is logged from now on to the file and the console.
   *
   * @throws LogException when the file can't be written
   */
  public static OperationalLog open(LogPlan plan) {
    return open(plan, (LoggerContext) LoggerFactory.getILoggerFactory());
  }

  static OperationalLog open(LogPlan plan, LoggerContext context) {
    prove(plan);
    context.reset();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    Level level = Level.convertAnSLF4JLevel(plan.level());
    context.getLogger(OURS).setLevel(level);
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    root.addAppender(LogFile.in(context, plan));
    root.addAppender(Console.in(context, plan.colours(), plan.consoleLevel()));
    return new OperationalLog(context);
  }

  /** Writes out what is still on its way and ends the log; what is logged later is lost. */
  @Override
  public void close() {
    context.stop();
  }

  /** The logging library would only note a failure in itself and carry on without a file. */
  private static void prove(LogPlan plan) {
    if (plan.file().toString().contains("%")) {
      throw new LogException(
          "The log file %s can't be rolled: its path contains %%. Choose another folder with"
                  .formatted(plan.file())
              + " OBSERVER_LOG_DIR.");
    }
    try {
      Files.createDirectories(plan.file().toAbsolutePath().getParent());
      FileChannel.open(plan.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    } catch (IOException refused) {
      throw new LogException(
          "The log file %s can't be written (%s). Give the user of this process write access to it,"
                  .formatted(plan.file(), refused.getClass().getSimpleName())
              + " or choose another folder with OBSERVER_LOG_DIR.",
          refused);
    }
  }
}
