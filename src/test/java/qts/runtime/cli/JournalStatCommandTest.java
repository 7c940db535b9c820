package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code journal stat} counts in a journal of two segments. */
class JournalStatCommandTest {
  @TempDir Path folder;
  private JournalFixture journal;

  @BeforeEach
  void twoSegments() throws IOException {
    journal = new JournalFixture(folder).fill(2);
  }

  @Test
  void everyRecordIsCountedInEveryWay() {
    long records = run("cat").out().lines().count();
    JsonNode stat = json(run("stat", "--json"));

    assertThat(stat.path("records").asLong()).isEqualTo(records);
    assertThat(stat.path("segments").asInt()).isEqualTo(2);
    assertThat(sum(stat.path("kinds"))).isEqualTo(records);
    assertThat(sum(stat.at("/streams/top"))).isEqualTo(records);
    assertThat(stat.at("/symbols/top").findValuesAsString("name")).containsExactly("BTC", "ETH");
    assertThat(stat.at("/watermark/position").asLong()).isEqualTo(records - 1);
    assertThat(stat.at("/groups/count").asLong())
        .isEqualTo(
            run("cat", "--frames").out().lines().filter(line -> line.contains("group")).count());
    assertThat(stat.path("ratio").asDouble()).isBetween(1.0, 3.0);
  }

  @Test
  void whatIsNotListedIsCountedWithTheOthers() {
    JsonNode symbols = json(run("stat", "--json", "--top", "1")).path("symbols");

    assertThat(symbols.path("top")).hasSize(1);
    assertThat(symbols.path("other_records").asLong()).isEqualTo(1);
    assertThat(run("stat", "--top", "1").out()).contains("(others)");
    assertThat(run("stat", "--top", "0").status()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatCanNotBeReadIsNamed() throws IOException {
    journal.damageGroup("segment-0000000001.qtsj", 2);
    Result result = run("stat");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("positions 2 to 2 can't be read");
    assertThat(result.out()).contains("records", "watermark", "SYMBOL");
  }

  private static long sum(JsonNode tallies) {
    return tallies.valueStream().mapToLong(tally -> tally.path("records").asLong()).sum();
  }

  private static JsonNode json(Result result) {
    return JsonMapper.shared().readTree(result.out());
  }

  private Result run(String tool, String... arguments) {
    return new FakeShell(folder)
        .run(
            Stream.concat(
                    Stream.of("journal", tool, "--data-dir", folder.toString()),
                    Stream.of(arguments))
                .toArray(String[]::new));
  }
}
