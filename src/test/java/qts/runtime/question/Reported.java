package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;

/** Decisions as a strategy outside reports them, with the fields that a test is about. */
final class Reported {
  private final List<String> fields = new ArrayList<>();

  private Reported(String kind) {
    text("kind", kind);
  }

  static Reported judgment(String id, String action) {
    return new Reported("judgment")
        .text("decision_id", id)
        .text("action", action)
        .text("pipeline_step", "Decide");
  }

  static Reported block(String id, String code) {
    return new Reported("block").text("decision_id", id).text("blocked_by", code);
  }

  static Reported nonExecution(String id, String reason) {
    return new Reported("non_execution")
        .text("decision_id", id)
        .text("reason", reason)
        .json(
            "order", "{\"action\":\"BUY\",\"symbol\":\"BTC\",\"qty\":1,\"order_type\":\"MARKET\"}");
  }

  Reported text(String name, String value) {
    return json(name, '"' + value + '"');
  }

  Reported json(String name, String value) {
    fields.add('"' + name + "\":" + value);
    return this;
  }

  Reported by(String strategy) {
    return text("strategy_name", strategy);
  }

  Reported about(String symbol) {
    return text("symbol", symbol);
  }

  Reported restingOn(String... runIds) {
    List<String> refs = new ArrayList<>();
    for (String runId : runIds) {
      refs.add("{\"run_id\":\"" + runId + "\"}");
    }
    return json("rests_on", refs.toString());
  }

  /** The decision as it is sent, made {@code millis} after {@link Flight#T0}. */
  String at(long millis) {
    String time = java.time.Instant.ofEpochMilli(Flight.T0 + millis).toString();
    return text("created_at", time.replace("Z", "+00:00")).toString();
  }

  @Override
  public String toString() {
    return '{' + String.join(",", fields) + '}';
  }
}
