package qts.decision.execution;

import java.util.List;
import qts.decision.ExecutionContext;
import qts.decision.Hint;
import qts.decision.Order;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.decision.json.PythonJson;

/**
 * Answers what would have become of an order: a line of {@code order}, {@code hint} and {@code
 * context} comes back with {@code result} (one per executor) or {@code invalid} (why not) behind
 * it. Earlier answers on the line are replaced.
 */
public final class DecisionEvaluator {
  private static final List<String> ANSWERS = List.of("result", "invalid");

  private final VirtualExecution virtual = new VirtualExecution();
  private final SimulatedExecution simulated = new SimulatedExecution();
  private final NoOpExecution noOp = new NoOpExecution();

  /**
   * One line in, one line out, both without line end.
   *
   * @param line one JSON object; anything else is answered with {@code invalid} alone
   */
  public String evaluate(String line) {
    JsonObject question;
    try {
      question = JsonReader.object(line);
    } catch (ContractViolation unreadable) {
      return PythonJson.line(JsonObject.builder().put("invalid", reason(unreadable)).build());
    }
    return PythonJson.line(evaluate(question));
  }

  /** The question with its answer behind it. */
  public JsonObject evaluate(JsonObject line) {
    JsonObject question = line.without(ANSWERS);
    JsonObject.Builder answered = JsonObject.builder().putAll(question);
    try {
      return answered.put("result", result(JsonFields.of(question))).build();
    } catch (ContractViolation violation) {
      return answered.put("invalid", violation.finding().reason()).build();
    }
  }

  private JsonObject result(JsonFields question) {
    Order order = Order.read(question.requiredFields("order"));
    Hint hint = Hint.read(question.requiredFields("hint"));
    ExecutionContext context = ExecutionContext.read(question.requiredFields("context"));
    return JsonObject.builder()
        .put("virtual", virtual.attempt(order, hint, context).toJson())
        .put("sim", simulated.attempt(order, hint, context).toJson())
        .put("noop", noOp.attempt(order, hint, context).toJson())
        .build();
  }

  private static String reason(ContractViolation unreadable) {
    String path = unreadable.finding().path();
    return (path.isEmpty() ? "the line" : path) + ": " + unreadable.finding().reason();
  }
}
