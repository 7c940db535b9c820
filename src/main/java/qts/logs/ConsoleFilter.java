package qts.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.event.Level;

/**
 * Keeps off the console what is less important than its level, and the silences below a warning: a
 * quiet market has thousands of those, and the file has them all.
 */
final class ConsoleFilter extends Filter<ILoggingEvent> {
  private static final String GAPS = "qts.gaps";

  private final int least;

  ConsoleFilter(Level least) {
    this.least = least.toInt();
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    int level = ch.qos.logback.classic.Level.toLocationAwareLoggerInteger(event.getLevel());
    boolean shown = level >= least && (level >= Level.WARN.toInt() || !isGap(event));
    return shown ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  private static boolean isGap(ILoggingEvent event) {
    return event.getLoggerName().equals(GAPS);
  }
}
