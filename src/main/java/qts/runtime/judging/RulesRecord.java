package qts.runtime.judging;

import java.nio.charset.StandardCharsets;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.decision.rules.RuleSet;

/** The content of a journal record of kind {@code rules}: what judges the snapshots behind it. */
public sealed interface RulesRecord {

  /**
   * A rule set comes into force. It is recorded in full, so that it can be asked again.
   *
   * @param warmFrom the position from which on it sees earlier snapshots first, without a record of
   *     what it says to them
   */
  record Begin(RuleSet rules, long warmFrom) implements RulesRecord {}

  /** The service stops in order: repeats that are counted are recorded now. */
  record Pause() implements RulesRecord {}

  /** No rule set is in force any more. */
  record End() implements RulesRecord {}

  /** The record's JSON in UTF-8. */
  default byte[] toBytes() {
    JsonObject.Builder json = JsonObject.builder();
    switch (this) {
      case Begin begin ->
          json.put("event", "begin")
              .put("name", begin.rules.name())
              .put("version", begin.rules.version())
              .put("hash", begin.rules.hash())
              .put("warm_from", begin.warmFrom)
              .put("rule_set", begin.rules.source());
      case Pause _ -> json.put("event", "pause");
      case End _ -> json.put("event", "end");
    }
    return json.build().toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record's JSON.
   *
   * @throws ContractViolation when it is none, or its rule set is none of this version
   */
  static RulesRecord read(byte[] utf8) {
    JsonFields fields = JsonFields.of(JsonReader.object(utf8));
    String event = fields.requiredText("event");
    return switch (event) {
      case "begin" ->
          new Begin(
              RuleSet.read((JsonObject) fields.requiredValue("rule_set")),
              fields.requiredWhole("warm_from"));
      case "pause" -> new Pause();
      case "end" -> new End();
      default ->
          throw ContractViolation.value(
              "event", "event must be begin/pause/end", "begin/pause/end", event);
    };
  }
}
