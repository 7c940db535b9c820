package qts.runtime.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import qts.runtime.client.ServiceClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the rules made of what was sent, asked over the service's own interface. */
public final class DecisionsSeen {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long PAUSE_MILLIS = 20;
  private static final String JUDGMENT = "judgment";
  private static final String BLOCK = "block";
  private static final String NON_EXECUTION = "non_execution";

  private final Map<String, Long> blocksByRule = new TreeMap<>();
  private final Map<String, JsonNode> samples = new LinkedHashMap<>();
  private long judgments;
  private long orders;
  private long blocks;
  private long passed;

  private DecisionsSeen() {}

  /**
   * Waits until the rules have judged everything, and asks for what they decided.
   *
   * @throws IOException when they do not come to the end within a minute
   */
  public static DecisionsSeen of(ServiceClient service) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (lag(service) > 0) {
      if (System.nanoTime() > end) {
        throw new IOException("The rules have not judged everything within a minute.");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    DecisionsSeen seen = new DecisionsSeen();
    seen.read(service, JUDGMENT);
    seen.read(service, BLOCK);
    seen.read(service, NON_EXECUTION);
    return seen;
  }

  private static long lag(ServiceClient service) throws IOException {
    try (var in = service.get("/status", "application/json")) {
      return JsonMapper.shared().readTree(in).at("/rules/lag_records").asLong();
    }
  }

  private void read(ServiceClient service, String kind) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                service.get("/v1/records?limit=all&kind=" + kind, "application/x-ndjson"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = JsonMapper.shared().readTree(line);
        if (json.has("record")) {
          samples.put(kind, json);
          note(kind, json.path("record"));
        }
      }
    }
  }

  private void note(String kind, JsonNode decision) {
    switch (kind) {
      case JUDGMENT -> {
        judgments++;
        orders += decision.has("order") ? 1 : 0;
      }
      case BLOCK -> {
        long times = decision.path("count").asLong(1);
        blocks += times;
        blocksByRule.merge(rule(decision), times, Long::sum);
      }
      default -> passed++;
    }
  }

  private static String rule(JsonNode decision) {
    return decision.path("rule").path("id").asString("");
  }

  /**
   * What was decided, a line each.
   *
   * @param rules where the rule set is
   */
  public List<String> lines(Path rules) {
    StringJoiner byRule = new StringJoiner(", ");
    blocksByRule.forEach((rule, times) -> byRule.add("%s %,d".formatted(rule, times)));
    List<String> lines = new ArrayList<>();
    lines.add(
        "judged   %,d judgments by %s: %,d orders, %,d to hold"
            .formatted(judgments, rules, orders, judgments - orders));
    lines.add(
        "orders   %,d passed and were not executed (nothing trades here), %,d were blocked"
            .formatted(passed, orders - passed));
    lines.add("blocks   %,d: %s; one order may have several".formatted(blocks, byRule));
    samples.forEach((kind, line) -> lines.add("  %-14s %s".formatted(kind, words(line))));
    return lines;
  }

  private static String words(JsonNode line) {
    JsonNode decision = line.path("record");
    String action = decision.path("order").path("action").asString("");
    return "%s %s %s: %s"
        .formatted(
            Instant.ofEpochMilli(line.path("event_ms").asLong()),
            decision.path("action").asString(action),
            decision.path("symbol").asString(""),
            decision.path("reason").asString(""));
  }
}
