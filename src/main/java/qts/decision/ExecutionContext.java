package qts.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * Everything around one attempt to execute an order virtually.
 *
 * @param tradingEnabled whether trading was switched on
 * @param killSwitch whether the kill switch was on
 * @param dryRun true unless the strategy said otherwise; nothing is executed either way
 * @param anomalyFlags the anomalies in force, for example {@code STALE_FEED}
 * @param unknown fields beyond the contract, kept as they came
 */
public record ExecutionContext(
    @Nullable String requestId,
    @Nullable String correlationId,
    ExecutionMode mode,
    boolean tradingEnabled,
    boolean killSwitch,
    boolean dryRun,
    List<String> anomalyFlags,
    RiskLimits riskLimits,
    @Nullable String broker,
    @Nullable String account,
    @Nullable String market,
    SideEffectPolicy sideEffects,
    JsonObject unknown) {

  public ExecutionContext {
    anomalyFlags = List.copyOf(anomalyFlags);
  }

  /**
   * Trading enabled or not, kill switch on or off, and the anomalies in force; the rest default.
   */
  public static ExecutionContext of(
      boolean tradingEnabled, boolean killSwitch, List<String> anomalyFlags, RiskLimits limits) {
    return new ExecutionContext(
        null,
        null,
        ExecutionMode.VIRTUAL,
        tradingEnabled,
        killSwitch,
        true,
        anomalyFlags,
        limits,
        null,
        null,
        null,
        SideEffectPolicy.DENY_ALL,
        JsonObject.EMPTY);
  }

  public static ExecutionContext read(JsonFields fields) {
    ExecutionMode mode = fields.word("mode", ExecutionMode::of);
    JsonFields sideEffects = fields.fields("side_effect_policy");
    return new ExecutionContext(
        fields.text("request_id"),
        fields.text("correlation_id"),
        mode == null ? ExecutionMode.VIRTUAL : mode,
        fields.requiredFlag("trading_enabled"),
        fields.requiredFlag("kill_switch"),
        fields.flag("dry_run", true),
        fields.texts("anomaly_flags"),
        limits(fields),
        fields.text("broker"),
        fields.text("account"),
        fields.text("market"),
        sideEffects == null ? SideEffectPolicy.DENY_ALL : SideEffectPolicy.read(sideEffects),
        fields.rest());
  }

  private static RiskLimits limits(JsonFields fields) {
    JsonFields limits = fields.fields("risk_limits");
    return limits == null
        ? RiskLimits.NONE
        : limits.build(() -> new RiskLimits(fields.object("risk_limits")));
  }
}
