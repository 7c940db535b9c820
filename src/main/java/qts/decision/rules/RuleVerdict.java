package qts.decision.rules;

import org.jspecify.annotations.Nullable;
import qts.decision.RuleRef;
import qts.decision.Stage;
import qts.decision.json.JsonValue;

/**
 * A rule that blocks, as evidence.
 *
 * @param code the reason code
 * @param limit what the rule allows
 * @param actual what was there; null where there was nothing
 */
public record RuleVerdict(
    RuleRef rule,
    String code,
    Stage stage,
    JsonValue limit,
    @Nullable JsonValue actual,
    String reason) {}
