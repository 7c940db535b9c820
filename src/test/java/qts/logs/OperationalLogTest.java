package qts.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OperationalLogTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  @Test
  void anEventIsOneLineOfJson() throws IOException {
    write(plan(), log -> log.info("recorded {} of {}", 3, 5));

    JsonNode line = onlyLine();
    assertThat(line.get("level").stringValue()).isEqualTo("INFO");
    assertThat(line.get("loggerName").stringValue()).isEqualTo("qts.journal");
    assertThat(line.get("threadName").stringValue()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.get("formattedMessage").stringValue()).isEqualTo("recorded 3 of 5");
    assertThat(line.get("time").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  /** Azure's agent drops a field that has no column, and leaves a column without a field empty. */
  @Test
  void whatTheAgentOfTheMachineCollectsIsInALine() throws IOException {
    write(
        plan(),
        log ->
            log.atError().addKeyValue("position", 7).setCause(new IOException("no")).log("lost"));

    List<String> columns = collectedColumns();
    assertThat(onlyLine().propertyNames()).containsAll(columns);
    assertThat(columns).contains("timestamp", "level", "formattedMessage", "kvpList", "throwable");
  }

  private static List<String> collectedColumns() throws IOException {
    String rule = Files.readString(Path.of("infra/modules/monitoring/collection.tf"));
    String columns = rule.substring(rule.indexOf("application_log_columns"), rule.indexOf("  }\n"));
    return Pattern.compile("(?m)^    (\\w+) += \"")
        .matcher(columns)
        .results()
        .map(m -> m.group(1))
        .filter(column -> !column.equals("TimeGenerated"))
        .toList();
  }

  @Test
  void textFromOutsideStaysOnItsLine() throws IOException {
    String hostile = "x\"}\n{\"level\":\"ERROR\"}\r\u0000\u001b[2J\u0085\u2028\ud800 가격";

    write(plan(), log -> log.warn("symbol {}", hostile, new IOException("no\n" + hostile)));

    JsonNode line = onlyLine();
    assertThat(line.get("level").stringValue()).isEqualTo("WARN");
    assertThat(line.get("formattedMessage").stringValue())
        .isEqualTo("symbol " + hostile.replace('\ud800', '?'));
    assertThat(line.get("throwable").get("message").stringValue()).startsWith("no\nx\"}");
  }

  @Test
  void whatIsLessImportantThanTheLevelIsLeftOut() throws IOException {
    write(
        plan(),
        log -> {
          log.debug("quiet");
          log.info("loud");
        });

    assertThat(onlyLine().get("formattedMessage").stringValue()).isEqualTo("loud");
  }

  @Test
  void aFileThatIsFullIsRolledAndCompressedAndTheOldestGoFirst() throws IOException {
    LogPlan plan = new LogPlan(file(), Level.INFO, 4096, 7, 10_000, false);

    write(plan, log -> log(log, 40));

    assertThat(Files.size(file())).isLessThan(2 * 2500);
    assertThat(names()).contains("observer.log").hasSizeGreaterThan(2);
    assertThat(names()).filteredOn(name -> !name.equals("observer.log")).allMatch(this::isRolled);
    assertThat(sizeOfAll()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void aFileThatWasNearlyFullBeforeTheStartIsRolledInTime() throws IOException {
    LogPlan plan = new LogPlan(file(), Level.INFO, 4096, 7, 100_000, false);

    for (int start = 0; start < 10; start++) {
      write(plan, log -> log(log, 4));
    }

    assertThat(Files.size(file())).isLessThan(2 * 4096);
  }

  @Test
  void aPathTheRollingCouldNotNameIsRefused() {
    Path file = folder.resolve("100%/observer.log");

    assertThatThrownBy(() ->
            OperationalLog.open(
                new LogPlan(file, Level.INFO, 4096, 7, 100_000, false), new LoggerContext()))
        .isInstanceOf(LogException.class)
        .hasMessage(
            "The log file %s can't be rolled: its path contains %%. Choose another folder with"
                    .formatted(file)
                + " OBSERVER_LOG_DIR.");
  }

  @Test
  void aFileThatCanNotBeWrittenIsRefusedWithTheRemedy() throws IOException {
    Files.createDirectories(file());

    assertThatThrownBy(() -> OperationalLog.open(plan(), new LoggerContext()))
        .isInstanceOf(LogException.class)
        .hasMessageMatching(
            "The log file .*/observer\\.log can't be written \\(.*\\)\\. Give the user of this"
                + " process write access to it, or choose another folder with OBSERVER_LOG_DIR\\.");
  }

  private static void log(Logger log, int events) {
    for (int i = 0; i < events; i++) {
      log.info("event {} of a stream that goes {}", i, "on and ".repeat(40));
    }
  }

  private interface Speaker {
    void speak(Logger log);
  }

  private static void write(LogPlan plan, Speaker speaker) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try (OperationalLog log = OperationalLog.open(plan, context)) {
      assertThat(log).isNotNull();
      speaker.speak(context.getLogger("qts.journal"));
    }
  }

  private LogPlan plan() {
    return new LogPlan(file(), Level.INFO, 1 << 20, 7, 10 << 20, false);
  }

  private Path file() {
    return folder.resolve("logs/observer.log");
  }

  private JsonNode onlyLine() throws IOException {
    List<String> lines = List.of(Files.readString(file()).split("\n", -1));
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).isEmpty();
    return JSON.readTree(lines.getFirst());
  }

  private boolean isRolled(String name) {
    return name.matches("observer\\.log\\.\\d{4}-\\d\\d-\\d\\d\\.\\d+\\.gz");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  private long sizeOfAll() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.mapToLong(OperationalLogTest::size).sum();
    }
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
