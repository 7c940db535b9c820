package qts.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log of a command that does not open the operational log: warnings and errors on the console,
 * nothing else. Found by the logging library through its service file.
 */
public final class QuietConsole extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(Console.in(context, false, org.slf4j.event.Level.TRACE));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
