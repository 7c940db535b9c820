package qts.runtime.cli;

import java.io.PrintStream;
import java.util.function.Consumer;
import qts.logs.Counted;
import qts.logs.PlainText;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows lines of records, as the service gives them: to a program as they are, to a person as a
 * table row each, with what the answer lacks behind them.
 */
final class RecordLines implements Consumer<String> {

  /** Numbers are shown with the digits they came with. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final PrintStream out;
  private final PrintStream err;
  private final boolean raw;
  private boolean headed;

  RecordLines(Shell shell, boolean raw) {
    this.out = shell.out();
    this.err = shell.err();
    this.raw = raw;
  }

  /** A JSON text as a tree that keeps the digits of numbers. */
  static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  @Override
  public void accept(String line) {
    if (raw) {
      out.println(line);
      return;
    }
    JsonNode json = tree(line);
    if (json.has("completeness")) {
      showCompleteness(json.path("completeness"));
    } else if (json.has("position")) {
      showRecord(json);
    } else if (json.has("lost")) {
      showLost(json.path("lost"));
    }
  }

  private void showLost(JsonNode lost) {
    err.printf(
        "observer: Positions %d to %d can't be read: %s, %s%n",
        lost.path("first_position").asLong(),
        lost.path("last_position").asLong(),
        lost.path("file").asString(""),
        PlainText.of(lost.path("reason").asString("")));
  }

  private void showRecord(JsonNode line) {
    if (!headed) {
      headed = true;
      out.printf("%12s  %-13s  %-29s  %s%n", "POSITION", "KIND", "TIME", "WHAT");
    }
    String kind = line.path("kind").asString("");
    out.printf(
        "%12d  %-13s  %-29s  %s%n",
        line.path("position").asLong(),
        kind,
        line.path("event_at").asString(""),
        PlainText.of(RecordWords.of(kind, line.path("record"))));
  }

  private void showCompleteness(JsonNode c) {
    err.printf(
        "%s; in this range: %s, %,d rejected, %,d blocked, %,d shed, %,d lost%s%n",
        Counted.of(c.path("records").asLong(), "record"),
        Counted.of(c.path("gaps").asLong(), "gap"),
        c.path("rejected").asLong(),
        c.path("blocked").asLong(),
        c.path("shed").asLong(),
        c.path("lost").asLong(),
        c.path("live_edge").asBoolean(false) ? "; more may come" : "");
  }
}
