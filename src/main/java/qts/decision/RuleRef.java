package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * The rule behind a decision.
 *
 * @param version of the rule, where its owner counts versions
 */
public record RuleRef(String id, @Nullable String version) {

  public RuleRef {
    if (id.isBlank()) {
      throw ContractViolation.value("id", "the id of a rule must not be empty", "", id);
    }
  }

  static RuleRef read(JsonFields fields) {
    RuleRef rule = new RuleRef(fields.requiredText("id"), fields.text("version"));
    fields.nothingElse();
    return rule;
  }

  JsonObject toJson() {
    return JsonObject.builder().put("id", id).putIfPresent("version", version).build();
  }
}
