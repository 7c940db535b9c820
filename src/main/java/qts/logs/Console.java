package qts.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.Level;

/** The console part of the log: one line an event on standard error, as far as a person follows. */
final class Console {
  private static final String PLAIN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0}: %plainMessage%n%plainThrowable";
  private static final String COLOURED =
      "%d{HH:mm:ss.SSS} %highlight(%-5level) %cyan(%logger{0}): %plainMessage%n%plainThrowable";

  private Console() {}

  /** A started appender that belongs to {@code context}. */
  static ConsoleAppender<ILoggingEvent> in(LoggerContext context, boolean colours, Level least) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("console");
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder(layout(context, colours)));
    appender.addFilter(new ConsoleFilter(least));
    appender.start();
    return appender;
  }

  /** A started layout that belongs to {@code context}. */
  static PatternLayout layout(LoggerContext context, boolean colours) {
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("plainMessage", PlainMessage::new);
    layout.getInstanceConverterMap().put("plainThrowable", PlainThrowable::new);
    layout.setPattern(colours ? COLOURED : PLAIN);
    layout.start();
    return layout;
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(PatternLayout layout) {
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(layout.getContext());
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
