package qts.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;

/** The file part of the log: JSON lines, rolled every day and at a size. */
final class LogFile {
  private LogFile() {}

  /** A started appender that belongs to {@code context}. */
  static RollingFileAppender<ILoggingEvent> in(LoggerContext context, LogPlan plan) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(plan.file().toString());
    appender.setEncoder(encoder(context));
    appender.setRollingPolicy(rolling(context, plan, appender));
    appender.start();
    return appender;
  }

  private static JsonLine encoder(LoggerContext context) {
    JsonLine encoder = new JsonLine();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling(
      LoggerContext context, LogPlan plan, RollingFileAppender<ILoggingEvent> appender) {
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setFileNamePattern(plan.file() + ".%d{yyyy-MM-dd}.%i.gz");
    policy.setMaxFileSize(new FileSize(plan.rollBytes()));
    policy.setMaxHistory(plan.maxDays());
    policy.setTotalSizeCap(new FileSize(plan.rolledBytes()));
    policy.setCleanHistoryOnStart(true);
    policy.start();
    return policy;
  }
}
