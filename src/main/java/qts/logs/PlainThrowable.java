package qts.logs;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * Writes the exception of a log event with its causes. Every line is indented and every message
 * stays on its line, so that none can be taken for a log event.
 */
final class PlainThrowable extends ThrowableHandlingConverter {
  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    append("", event.getThrowableProxy(), text);
    return text.toString();
  }

  private static void append(
      String label, @Nullable IThrowableProxy throwable, StringBuilder text) {
    if (throwable == null) {
      return;
    }
    text.append("    ").append(label).append(throwable.getClassName());
    String message = throwable.getMessage();
    if (message != null) {
      text.append(": ").append(PlainText.of(message));
    }
    text.append('\n');
    appendFrames(throwable, text);
    append("caused by ", throwable.getCause(), text);
  }

  private static void appendFrames(IThrowableProxy throwable, StringBuilder text) {
    StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
    int own = frames.length - throwable.getCommonFrames();
    for (int i = 0; i < own; i++) {
      text.append("      ").append(frames[i].getSTEAsString()).append('\n');
    }
  }
}
