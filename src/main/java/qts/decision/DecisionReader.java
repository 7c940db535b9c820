package qts.decision;

import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;

/**
 * Reads decisions as strategies send them: one JSON object with {@code kind} {@code judgment},
 * {@code block} or {@code non_execution} and the fields of that kind.
 */
public final class DecisionReader {
  private static final String KINDS =
      String.join("/", Judgment.KIND, Block.KIND, NonExecution.KIND);

  private DecisionReader() {}

  /** Reads one decision from UTF-8 JSON. */
  public static DecisionReading read(byte[] utf8) {
    try {
      return new DecisionReading.Accepted(decision(JsonReader.object(utf8)));
    } catch (ContractViolation violation) {
      return new DecisionReading.Refused(violation.finding());
    }
  }

  /** Reads one decision from JSON read before. */
  public static DecisionReading read(JsonObject object) {
    try {
      return new DecisionReading.Accepted(decision(object));
    } catch (ContractViolation violation) {
      return new DecisionReading.Refused(violation.finding());
    }
  }

  private static Decision decision(JsonObject object) {
    JsonFields fields = JsonFields.of(object);
    String kind = fields.requiredText("kind");
    return switch (kind) {
      case Judgment.KIND -> Judgment.read(fields);
      case Block.KIND -> Block.read(fields);
      case NonExecution.KIND -> NonExecution.read(fields);
      default ->
          throw ContractViolation.value(
              "kind", "kind must be " + KINDS + ", got: '" + kind + "'", KINDS, kind);
    };
  }
}
