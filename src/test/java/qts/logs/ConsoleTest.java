package qts.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void anEventIsOneReadableLine() {
    assertThat(layout("recorded 3 of 5", null))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Writer: recorded 3 of 5\n");
  }

  @Test
  void textFromOutsideCanNotForgeALine() {
    assertThat(layout("symbol x\n09:00:00.000 ERROR Writer: lost\u001b[2J", null))
        .endsWith(" WARN  Writer: symbol x\\n09:00:00.000 ERROR Writer: lost\\u001B[2J\n")
        .containsOnlyOnce("\n");
  }

  @Test
  void everyLineOfAnExceptionIsIndented() {
    IOException thrown = new IOException("bad\nline", new IllegalStateException("deeper\rone"));

    String[] lines = layout("failed", thrown).split("\n", -1);

    assertThat(lines[0]).endsWith(" WARN  Writer: failed");
    assertThat(lines[1]).isEqualTo("    java.io.IOException: bad\\nline");
    assertThat(lines[2]).startsWith("      at qts.logs.ConsoleTest.everyLine");
    assertThat(lines).contains("    caused by java.lang.IllegalStateException: deeper\\rone");
    assertThat(lines[lines.length - 1]).isEmpty();
  }

  @Test
  void coloursAreOnlyThereWhenAskedFor() {
    assertThat(layout("x", null)).doesNotContain("\u001b");
    assertThat(Console.layout(context, true).doLayout(event("x", null))).contains("\u001b");
  }

  @Test
  void aCommandWithoutALogSaysOnlyWhatIsWrong() {
    new QuietConsole().configure(context);

    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("console")).isNotNull();
  }

  private String layout(String message, @Nullable Throwable thrown) {
    return Console.layout(context, false).doLayout(event(message, thrown));
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    Logger logger = context.getLogger("qts.journal.Writer");
    return new LoggingEvent("", logger, Level.WARN, message, thrown, new Object[0]);
  }
}
