package qts.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.observer.Finding;

class DecisionReaderTest {
  private static final String JUDGMENT =
      """
      {"kind": "judgment", "decision_id": "d1", "created_at": "2026-01-11T09:03:12.417+09:00", \
      "strategy_name": "momentum", "symbol": "005930", "correlation_id": "c1", \
      "caused_by": "r1", "rests_on": [{"run_id": "r1", "content_hash": "ab"}, {"run_id": "r2"}], \
      "pipeline_step": "Decide", "action": "BUY", "qty": 12345678901234567890, \
      "risk_approved": true, "portfolio_adjusted": false, "reason": "거래량 급증", \
      "order": {"action": "BUY", "symbol": "005930", "qty": 10, "order_type": "LIMIT", \
      "limit_price": 71000.10, "reason": null}, "hint": {"intended": true, "broker": "KIS", \
      "account": null, "constraints": {"reference_price": 71000}, "note": null}, \
      "rule": {"id": "up", "version": "3"}, "metadata": {"score": 0.70}, "own": [1]}\
      """;

  private static final String BLOCK =
      """
      {"kind": "block", "decision_id": "d1", "created_at": "2026-01-11T09:03:12.417+09:00", \
      "symbol": "005930", "mode": "VIRTUAL", "status": "REJECTED", "executed": false, \
      "order_fingerprint": "e62c5c02322198d4", "blocked_by": "GR010", "reason": "too much of it", \
      "audit": {"a": 1}, "rule": {"id": "weight", "version": "2"}, "stage": "Decide", \
      "limit": {"at_most": 0.2}, "actual": 0.25, "count": 7, \
      "first_at": "2026-01-11T09:03:10.100+09:00", "last_at": "2026-01-11T09:03:12.417+09:00", \
      "own": true}\
      """;

  private static final String NON_EXECUTION =
      """
      {"kind": "non_execution", "decision_id": "d1", "mode": "VIRTUAL", "status": "ACCEPTED", \
      "executed": false, "order_fingerprint": "e62c5c02322198d4", "blocked_by": null, \
      "reason": "virtual accepted"}\
      """;

  @ParameterizedTest
  @ValueSource(strings = {JUDGMENT, BLOCK, NON_EXECUTION})
  void whatIsReadIsWrittenEqual(String json) {
    assertThat(accepted(json).toJson()).hasToString(json);
  }

  @Test
  void readsTheFieldsOfAJudgment() {
    Judgment judgment = (Judgment) accepted(JUDGMENT);
    assertThat(judgment.qty()).isEqualTo(new JsonNumber("12345678901234567890"));
    assertThat(judgment.header().links())
        .isEqualTo(
            new Links(
                "c1", "r1", List.of(new SnapshotRef("r1", "ab"), new SnapshotRef("r2", null))));
  }

  @Test
  void acceptsTheResultOfAnAttemptAsABlockAsItIs() {
    String result =
        """
        {"kind": "block", "mode": "VIRTUAL", "status": "REJECTED", "executed": false, \
        "decision_id": "d1", "order_fingerprint": "ab", "blocked_by": "G_EXE_ANOMALY", \
        "reason": "anomaly flags present", "audit": {}}\
        """;
    assertThat(((Block) accepted(result)).rule()).isEqualTo(new RuleRef("G_EXE_ANOMALY", null));
  }

  @Test
  void acceptsABlockThatCameBeforeAnyOrder() {
    String early = "{\"kind\":\"block\",\"blocked_by\":\"FS010\",\"stage\":\"extract\"}";
    assertThat(accepted(early).toJson())
        .hasToString(
            "{\"kind\": \"block\", \"blocked_by\": \"FS010\", \"rule\": {\"id\": \"FS010\"},"
                + " \"stage\": \"Extract\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          kind             | `"trade"`        | FIELD_VALUE   | kind
          decision_id      | null             | FIELD_MISSING | decision_id
          created_at       | `"2026-01-11"`   | FIELD_VALUE   | created_at
          action           | `"SHORT"`        | FIELD_VALUE   | action
          qty              | 0                | FIELD_VALUE   | qty
          qty              | `"10"`           | FIELD_TYPE    | qty
          pipeline_step    | null             | FIELD_MISSING | pipeline_step
          rests_on         | `[{"id":"r"}]`   | FIELD_MISSING | rests_on[0].run_id
          rests_on         | `[{"run_id":1}]` | FIELD_TYPE    | rests_on[0].run_id
          order            | `{"action":"BUY","order_type":"LIMIT"}`  | FIELD_VALUE | order.limit_price
          order            | `{"action":"HOLD","order_type":"NONE"}`  | FIELD_VALUE | order.action
          """)
  void refusesWhatDoesNotMeetTheContractAndNamesThePlace(
      String field, String value, String rule, String path) {
    JsonObject changed =
        JsonObject.builder()
            .putAll(JsonReader.object(JUDGMENT))
            .put(field, JsonReader.value(value.getBytes(StandardCharsets.UTF_8)))
            .build();
    assertThat(refusal(changed.toString()))
        .extracting(Finding::rule, Finding::path)
        .containsExactly(rule, path);
  }

  @Test
  void refusesAnAttemptOfTheWrongKind() {
    assertThat(
            List.of(
                refusal(BLOCK.replace("REJECTED", "SKIPPED")).reason(),
                refusal(NON_EXECUTION.replace("ACCEPTED", "REJECTED")).reason(),
                refusal(NON_EXECUTION.replace("\"executed\": false", "\"executed\": true"))
                    .reason(),
                refusal("{\"kind\":\"non_execution\",\"reason\":\"none\"}").reason(),
                refusal(BLOCK.replace("\"VIRTUAL\"", "\"REAL\"")).reason()))
        .containsExactly(
            "a block has status REJECTED",
            "a rejected attempt is a block",
            "an executed attempt is no non-execution",
            "order is required, but missing",
            "mode REAL does not exist here: this system records and never trades;"
                + " use VIRTUAL or SIM");
  }

  @Test
  void keepsAReasonCodeNobodyKnows() {
    assertThat(ReasonCode.of("ZZ999"))
        .isEqualTo(new ReasonCode("ZZ999", ReasonCode.Family.OTHER, null, ""));
    assertThat(ReasonCode.of("FS010").stage()).contains(Stage.EXTRACT);
    assertThat(ReasonCode.all()).extracting(ReasonCode::code).doesNotHaveDuplicates().hasSize(35);
  }

  private static Decision accepted(String json) {
    DecisionReading reading = DecisionReader.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(DecisionReading.Accepted.class);
    return ((DecisionReading.Accepted) reading).decision();
  }

  private static Finding refusal(String json) {
    DecisionReading reading = DecisionReader.read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(reading).isInstanceOf(DecisionReading.Refused.class);
    return ((DecisionReading.Refused) reading).finding();
  }
}
