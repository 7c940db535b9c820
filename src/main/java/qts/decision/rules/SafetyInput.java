package qts.decision.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import qts.decision.ExecutionContext;
import qts.decision.RiskLimits;
import qts.decision.SafetyChangeJson;
import qts.decision.json.JsonArray;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;
import qts.safety.SafetyLimit;
import qts.safety.SafetyState;
import qts.safety.Scope;

/**
 * The state of safety as one order met it.
 *
 * @param anomalies the flags in force for its symbol
 * @param limits those of its symbol and the common ones
 */
record SafetyInput(
    boolean killSwitch,
    boolean tradingEnabled,
    List<String> anomalies,
    List<SafetyState.Limit> limits) {
  private static final List<SafetyLimit> LIMITS = List.of(SafetyLimit.values());

  SafetyInput {
    anomalies = List.copyOf(anomalies);
    limits = List.copyOf(limits);
  }

  static SafetyInput of(SafetyState state, String symbol, long atMillis) {
    return new SafetyInput(
        state.killSwitch(),
        state.tradingEnabled(),
        state.anomalies(symbol, atMillis),
        limits(state, symbol));
  }

  private static List<SafetyState.Limit> limits(SafetyState state, String symbol) {
    if (!state.hasLimits()) {
      return List.of();
    }
    List<Scope> scopes =
        symbol.isBlank() ? List.of(Scope.ALL) : List.of(Scope.ALL, Scope.of(symbol));
    List<SafetyState.Limit> limits = new ArrayList<>();
    for (SafetyLimit limit : LIMITS) {
      for (Scope scope : scopes) {
        OptionalDouble value = state.limit(limit, scope);
        value.ifPresent(level -> limits.add(new SafetyState.Limit(limit, scope, level)));
      }
    }
    return limits;
  }

  ExecutionContext context() {
    return ExecutionContext.of(tradingEnabled, killSwitch, anomalies, RiskLimits.NONE);
  }

  void writeTo(JsonObject.Builder json) {
    json.put("kill_switch", killSwitch).put("trading_enabled", tradingEnabled);
    if (!anomalies.isEmpty()) {
      json.put("anomalies", JsonArray.ofTexts(anomalies));
    }
    if (!limits.isEmpty()) {
      json.put("limits", new JsonArray(limits.stream().map(SafetyInput::json).toList()));
    }
  }

  private static JsonValue json(SafetyState.Limit limit) {
    return JsonObject.builder()
        .put("limit", limit.limit().name())
        .put("symbol", limit.scope().symbol())
        .put("value", JsonNumber.of(limit.value()))
        .build();
  }

  static SafetyInput read(JsonFields fields) {
    List<SafetyState.Limit> limits = new ArrayList<>();
    for (JsonFields limit : fields.objects("limits")) {
      limits.add(
          new SafetyState.Limit(
              limit.requiredWord("limit", SafetyChangeJson::limit),
              Scope.of(limit.requiredText("symbol")),
              limit.requiredNumber("value").doubleValue()));
    }
    return new SafetyInput(
        fields.requiredFlag("kill_switch"),
        fields.requiredFlag("trading_enabled"),
        fields.texts("anomalies"),
        limits);
  }
}
