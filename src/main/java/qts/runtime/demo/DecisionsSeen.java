package qts.runtime.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
  private static final String[] KINDS = {"judgment", "block", "non_execution"};

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> blockedBy = new TreeMap<>();
  private final Map<String, JsonNode> samples = new LinkedHashMap<>();

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
    for (String kind : KINDS) {
      seen.read(service, kind);
    }
    return seen;
  }

  private static long lag(ServiceClient service) throws IOException {
    try (var in = service.get("/status", "application/json")) {
      return JsonMapper.shared().readTree(in).at("/rules/lag_records").asLong();
    }
  }

  private void read(ServiceClient service, String kind) throws IOException {
    counts.put(kind, 0L);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                service.get("/v1/records?limit=all&kind=" + kind, "application/x-ndjson"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(kind, JsonMapper.shared().readTree(line).path("record"));
      }
    }
  }

  private void note(String kind, JsonNode decision) {
    if (decision.isMissingNode()) {
      return;
    }
    long times = decision.path("count").asLong(1);
    counts.merge(kind, times, Long::sum);
    samples.put(kind, decision);
    if (kind.equals("block")) {
      blockedBy.merge(decision.path("blocked_by").asString(""), times, Long::sum);
    }
  }

  /** How many decisions of each kind, repeats counted one by one. */
  public String counts() {
    return "%,d judgments, %,d blocks, %,d non-executions"
        .formatted(
            counts.getOrDefault("judgment", 0L),
            counts.getOrDefault("block", 0L),
            counts.getOrDefault("non_execution", 0L));
  }

  /** The reasons of the blocks, with how often each. */
  public String reasons() {
    StringJoiner reasons = new StringJoiner(", ");
    blockedBy.forEach((code, times) -> reasons.add("%s %,d".formatted(code, times)));
    return reasons.toString();
  }

  /** The last judgment, block and non-execution, a line each. */
  public String[] samples() {
    return samples.entrySet().stream()
        .map(sample -> "  %-14s %s".formatted(sample.getKey(), words(sample.getValue())))
        .toArray(String[]::new);
  }

  private static String words(JsonNode decision) {
    JsonNode order = decision.path("order");
    String what = decision.path("action").asString(order.path("action").asString(""));
    return "%s %s on %s: %s"
        .formatted(
            what,
            decision.path("rule").path("id").asString("passed"),
            decision.path("correlation_id").asString(""),
            decision.path("reason").asString(""));
  }
}
