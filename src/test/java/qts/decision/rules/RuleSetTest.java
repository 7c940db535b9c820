package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.decision.json.JsonText;
import qts.observer.Finding;

class RuleSetTest {

  @Test
  void theExampleOfTheDocumentationIsTheOneThatIsDelivered() throws IOException {
    String page = Files.readString(Path.of("docs/rules.md"));
    String example = page.substring(page.indexOf("```json") + 7, page.lastIndexOf("```"));
    byte[] delivered = Files.readAllBytes(Path.of("src/main/resources/rules/example.json"));
    assertThat(JsonReader.object(example)).isEqualTo(JsonReader.object(delivered));
    assertThat(RuleSet.read(delivered).source()).isEqualTo(JsonReader.object(example));
  }

  @Test
  void theHashDependsOnTheRulesAndNotOnTheirSpelling() {
    String rules = "{\"name\":\"n\",\"version\":\"1\",\"extract\":{\"a\":\"x.y\"}}";
    String spelled = "{ \"version\": \"1\", \"extract\": {\"a\": \"x.y\"}, \"name\": \"n\" }";
    assertThat(read(spelled).hash()).isEqualTo(read(rules).hash()).hasSize(64);
    assertThat(read(rules.replace("\"1\"", "\"2\"")).hash()).isNotEqualTo(read(rules).hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `{"nam":"n"}`                    | nam       | nam is not a known field; known here: block, extract, judge, name, scope, transform, version
          `{"version":1}`                  | version   | version must be a string, but is a number
          `{"extract":{"A":"x"}}`          | extract.A | extract.A is no name: lower-case letters, digits and underscores, at most 64
          `{"extract":{"age_ms":"x"}}`     | extract.age_ms | extract.age_ms is defined already
          `{"transform":{"m":{"mean":"p","last":0}}}`       | transform.m.last | transform.m.last must be at least 1
          `{"transform":{"m":{"mean":"p","last":8193}}}`    | transform.m.last | transform.m.last must be at most 8192
          `{"transform":{"m":{"mean":"p","seconds":86401}}}`| transform.m.seconds | transform.m.seconds must be at most 86400
          `{"transform":{"m":{"mean":"p"}}}`                | transform.m.seconds | transform.m.seconds is required, but missing
          `{"transform":{"m":{"mean":"m","last":2}}}`       | transform.m.mean | transform.m.mean: m is not defined before; known here: age_ms, silence_ms, order_qty, order_notional, orders_last_minute, orders_last_minute_all, p
          `{"transform":{"m":{"median":"p","last":2}}}`     | transform.m | transform.m is no transform; see docs/rules.md
          `{"transform":{"m":{"ratio":["p"]}}}`             | transform.m.ratio | transform.m.ratio needs two numbers or names
          `{"judge":[{"id":"j","version":"1","when":{"value":"p"},"then":{"action":"HOLD"}}]}` | judge[0].when.value | judge[0].when.value has no above, at_least, below, at_most or equals beside it
          `{"judge":[{"id":"j","version":"1","when":{"all":[]},"then":{"action":"HOLD"}}]}` | judge[0].when.all | judge[0].when.all needs at least one condition
          `{"judge":[{"id":"j","version":"1","when":{"all":[{"x":1}]},"then":{"action":"HOLD"}}]}` | judge[0].when.all[0] | judge[0].when.all[0] is no condition: it has none of all, any, not, value, tag or fresh
          `{"judge":[{"id":"j","version":"1","when":{"value":"order_qty","above":1},"then":{"action":"HOLD"}}]}` | judge[0].when.value | judge[0].when.value: order_qty is known only to blocking rules
          `{"judge":[{"id":"j","version":"1","when":{"tag":"t"},"then":{"action":"BUY","order_type":"MARKET"}}]}` | judge[0].then.qty | judge[0].then.qty is required, but missing
          `{"judge":[{"id":"j","version":"1","when":{"tag":"t"},"then":{"action":"BUY","order_type":"MARKET","qty":0}}]}` | judge[0].then.qty | judge[0].then.qty must be above 0
          `{"judge":[{"id":"j","version":"1","when":{"tag":"t"},"on":"fall","then":{"action":"HOLD"}}]}` | judge[0].on | judge[0].on must be each/rise
          `{"block":[{"id":"b","version":"1","reason":"r","value":"p","at_most":1,"stage":"Acting"}]}` | block[0].stage | stage must be Extract/Transform/Evaluate/Decide/Act/Performance, got: 'Acting'
          `{"block":[{"id":"b","version":"1","reason":"r","forbid_tag":"t"},{"id":"b","version":"2","reason":"r","forbid_tag":"t"}]}` | block[1].id | block[1].id is the id of another rule already
          """)
  void refusesAWrongRuleSetAndNamesThePlace(String change, String path, String reason) {
    JsonObject rules =
        JsonObject.builder()
            .put("name", "n")
            .put("version", "1")
            .put("extract", JsonReader.object("{\"p\":\"observation.inputs.price\"}"))
            .putAll(JsonReader.object(change))
            .build();
    assertThat(refusal(rules))
        .extracting(Finding::path, Finding::reason)
        .containsExactly(path, reason);
  }

  @Test
  void oneExtractTooManyIsRefused() {
    assertThat(RuleSet.read(extracts(RuleSet.MAX_PARTS)).names()).contains("f63");
    assertThat(refusal(extracts(RuleSet.MAX_PARTS + 1)))
        .isEqualTo(
            new Finding("FIELD_VALUE", "extract", "extract must be at most 64", "<= 64", "65"));
  }

  private static JsonObject extracts(int count) {
    JsonObject.Builder extracts = JsonObject.builder();
    for (int i = 0; i < count; i++) {
      extracts.put("f" + i, new JsonText("observation.inputs.f" + i));
    }
    return JsonObject.builder()
        .put("name", "n")
        .put("version", "1")
        .put("extract", extracts.build())
        .build();
  }

  private static RuleSet read(String json) {
    return RuleSet.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Finding refusal(JsonObject rules) {
    return catchThrowableOfType(ContractViolation.class, () -> RuleSet.read(rules)).finding();
  }
}
