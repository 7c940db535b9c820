package qts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, in both languages, run as they are written there. */
class ReadmeIT {
  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;

  private final List<Process> running = new ArrayList<>();

  @BeforeEach
  void aFolderLikeAClone() throws IOException {
    Files.createSymbolicLink(folder.resolve("observer"), PROJECT.resolve("observer"));
    Path samples = PROJECT.resolve("src/test/resources/samples/pattern_records.jsonl");
    Files.copy(samples, folder.resolve("old.jsonl"));
    Files.writeString(
        folder.resolve("trades.csv"), "timestamp,price,amount\n1385337600,800.01,0.1\n");
    Files.writeString(folder.resolve("snapshots.jsonl"), snapshot());
  }

  @AfterEach
  void nothingIsLeftRunning() {
    running.reversed().forEach(Process::destroyForcibly);
  }

  @Test
  void theFirstCommandRecordsAndShowsTheRealTrades() throws Exception {
    assertThat(commands("README.md").getFirst()).isEqualTo("./observer demo");

    String shown = run("./observer demo");

    assertThat(shown)
        .contains("received 100,000 = recorded 100,000 + rejected 0")
        .contains("3 critical: 443 s after 2013-11-25T10:29:34Z, 1,282 s after")
        .contains("8,923 judgments by", "6,878 orders, 2,045 to hold")
        .contains("4,488 passed and were not executed", "2,390 were blocked")
        .contains("was blocked by 2 rules, each of which alone would have been enough")
        .contains("100,000 read back, prices 770.1 to 1163.0, 18 of zero amount");
    for (String suggestion : suggestions(shown)) {
      assertThat(run(suggestion)).as(suggestion).isNotNull();
    }
  }

  @Test
  void theSecondCommandIsWhatCiRuns() throws IOException {
    assertThat(commands("README.md").get(1)).isEqualTo("./observer test");
    assertThat(Files.readAllLines(PROJECT.resolve(".ci/run"))).contains("./observer test");
  }

  @Test
  void everyOtherCommandWorksAsWritten() throws Exception {
    List<String> commands = commands("README.md");
    for (String command : commands.subList(2, commands.size())) {
      if (command.equals("./observer run")) {
        start(command);
        awaitService();
      } else if (command.equals("./observer tail")) {
        start(command);
      } else {
        assertThat(run(command)).as(command).isNotEmpty();
      }
    }
    assertThat(folder.resolve("records.jsonl")).isNotEmptyFile();
  }

  @Test
  void theKoreanReadmeHasTheSameCommands() throws IOException {
    assertThat(commands("README.ko.md")).isEqualTo(commands("README.md"));
  }

  private static List<String> commands(String readme) throws IOException {
    List<String> commands = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PROJECT.resolve(readme))) {
      if (line.startsWith("```")) {
        inside = line.equals("```sh");
      } else if (inside && !line.isBlank()) {
        commands.add(line.replaceAll("\\s+#.*", ""));
      }
    }
    return commands;
  }

  private static List<String> suggestions(String shown) {
    List<String> suggestions =
        shown.lines().filter(line -> line.startsWith("  ./observer")).map(String::strip).toList();
    assertThat(suggestions).hasSize(7);
    return suggestions;
  }

  private Process start(String command) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "exec " + command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out-" + running.size() + ".txt").toFile())
            .start();
    running.add(process);
    return process;
  }

  private String run(String command) throws IOException, InterruptedException {
    Path out = folder.resolve("out-" + running.size() + ".txt");
    Process process = start(command);
    assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).as(command).isTrue();
    String shown = Files.readString(out);
    assertThat(process.exitValue()).as(command + "\n" + shown).isZero();
    return shown + " ";
  }

  private void awaitService() {
    await().atMost(LIMIT).until(() -> start("./observer health").waitFor() == 0);
  }

  private static String snapshot() {
    return """
    {"meta":{"timestamp":"2026-01-11T09:03:12.417+09:00","timestamp_ms":1768089792417,\
    "session_id":"s","run_id":"readme-1","mode":"DEV","observer_version":"v1.0.0"},\
    "context":{"source":"market","stage":"raw","symbol":"005930","market":"KRX"},\
    "observation":{"inputs":{"price":71000.10,"volume":10},"computed":{},"state":{}}}
    """;
  }
}
