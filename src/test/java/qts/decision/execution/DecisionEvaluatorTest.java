package qts.decision.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import qts.decision.Samples;
import qts.decision.json.JsonReader;
import qts.decision.json.PythonJson;

class DecisionEvaluatorTest {
  private final DecisionEvaluator evaluator = new DecisionEvaluator();

  @Test
  void answersEveryRecordedCaseByteForByte() {
    List<String> recorded = Samples.lines("decision_vectors.jsonl");
    List<String> answered =
        recorded.stream().map(DecisionEvaluatorTest::question).map(evaluator::evaluate).toList();
    assertThat(answered).hasSize(400).isEqualTo(recorded);
  }

  @Test
  void replacesAnEarlierAnswer() {
    List<String> recorded = Samples.lines("decision_vectors.jsonl");
    assertThat(recorded.stream().map(evaluator::evaluate)).isEqualTo(recorded);
  }

  @Test
  void keepsUnknownFieldsAndDigitsAndLeavesThemOutOfTheFingerprint() {
    String known =
        "{\"order\": {\"action\": \"BUY\", \"symbol\": \"A\", \"qty\": 1, "
            + "\"order_type\": \"MARKET\"%s}, \"hint\": {\"intended\": true}, "
            + "\"context\": {\"trading_enabled\": true, \"kill_switch\": false}%s";
    String plain = evaluator.evaluate(known.formatted("", "}"));
    String more = evaluator.evaluate(known.formatted(", \"x\": 1.50", ", \"seq\": 1E5}"));
    assertThat(more)
        .isEqualTo(
            known.formatted(", \"x\": 1.50", ", \"seq\": 1E5")
                + plain.substring(plain.indexOf(", \"result\"")));
  }

  @Test
  void refusesRealExecutionAndSaysWhatToUse() {
    assertThat(invalid("{\"intended\":true}", "{\"mode\":\"REAL\"}"))
        .isEqualTo(
            "mode REAL does not exist here: this system records and never trades;"
                + " use VIRTUAL or SIM");
  }

  @Test
  void namesThePathOfWhatIsMissingOrOfAnotherType() {
    assertThat(
            List.of(
                invalid("{}", "{}"),
                invalid("{\"intended\":1}", "{}"),
                invalid("{\"intended\":true}", "{}"),
                invalid(
                    "{\"intended\":true}",
                    "{\"trading_enabled\":true,\"kill_switch\":false,"
                        + "\"risk_limits\":{\"max_fill_qty\":0}}"),
                invalid(
                    "{\"intended\":true}",
                    "{\"trading_enabled\":true,\"kill_switch\":false,\"anomaly_flags\":[\"A\",2]}"),
                evaluator.evaluate("[1]"),
                evaluator.evaluate("{\"order\": {\"qty\": }}")))
        .containsExactly(
            "hint.intended is required, but missing",
            "hint.intended must be a boolean, but is a number",
            "context.trading_enabled is required, but missing",
            "max_fill_qty must be at least 1",
            "context.anomaly_flags[1] must be a string, but is a number",
            "{\"invalid\": \"the line: must be an object, but is an array\"}",
            "{\"invalid\": \"order.qty: not valid JSON near byte 19\"}");
  }

  private String invalid(String hint, String context) {
    String order = "{\"action\":\"BUY\",\"order_type\":\"MARKET\"}";
    String answer =
        evaluator.evaluate(
            "{\"order\":" + order + ",\"hint\":" + hint + ",\"context\":" + context + "}");
    return answer.substring(answer.indexOf("\"invalid\": \"") + 12, answer.length() - 2);
  }

  private static String question(String recorded) {
    return PythonJson.line(JsonReader.object(recorded).without(List.of("result", "invalid")));
  }
}
