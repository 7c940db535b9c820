package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * How an attempt to execute virtually ended.
 *
 * @param executed whether it was filled, in simulation only
 * @param decisionId the judgment behind it, where known
 * @param orderFingerprint see {@link OrderFingerprint}; {@code noop} from the executor that never
 *     looks at the order
 * @param blockedBy the guard that said no
 * @param simulation the fill, where there was one
 * @param audit anything the executor wants kept
 * @param unknown fields beyond the contract, kept as they came
 */
public record ExecutionResult(
    ExecutionMode mode,
    ExecutionStatus status,
    boolean executed,
    @Nullable String decisionId,
    String orderFingerprint,
    @Nullable String blockedBy,
    @Nullable String reason,
    @Nullable Simulation simulation,
    JsonObject audit,
    JsonObject unknown) {

  /** Nothing to execute. */
  public static ExecutionResult skipped(
      ExecutionMode mode, String fingerprint, @Nullable String by, String reason) {
    return result(mode, ExecutionStatus.SKIPPED, fingerprint, by, reason, null);
  }

  /** A guard said no. */
  public static ExecutionResult rejected(
      ExecutionMode mode, String fingerprint, String by, String reason) {
    return result(mode, ExecutionStatus.REJECTED, fingerprint, by, reason, null);
  }

  /** No guard said no; with a fill in simulation. */
  public static ExecutionResult accepted(
      ExecutionMode mode, String fingerprint, String reason, @Nullable Simulation simulation) {
    return result(mode, ExecutionStatus.ACCEPTED, fingerprint, null, reason, simulation);
  }

  private static ExecutionResult result(
      ExecutionMode mode,
      ExecutionStatus status,
      String fingerprint,
      @Nullable String by,
      String reason,
      @Nullable Simulation simulation) {
    return new ExecutionResult(
        mode,
        status,
        simulation != null,
        null,
        fingerprint,
        by,
        reason,
        simulation,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }

  /** The result alone. */
  public static ExecutionResult read(JsonFields fields) {
    return readPart(fields).withUnknown(fields.rest());
  }

  /** The result whose fields stand among others. */
  static ExecutionResult readPart(JsonFields fields) {
    JsonFields simulation = fields.fields("simulation");
    return new ExecutionResult(
        fields.requiredWord("mode", ExecutionMode::of),
        fields.requiredWord("status", ExecutionStatus::of),
        fields.requiredFlag("executed"),
        fields.text("decision_id"),
        fields.requiredText("order_fingerprint"),
        fields.text("blocked_by"),
        fields.text("reason"),
        simulation == null ? null : Simulation.read(simulation),
        fields.object("audit"),
        JsonObject.EMPTY);
  }

  /** The same result on behalf of a judgment. */
  public ExecutionResult of(String judgmentId) {
    return new ExecutionResult(
        mode,
        status,
        executed,
        judgmentId,
        orderFingerprint,
        blockedBy,
        reason,
        simulation,
        audit,
        unknown);
  }

  private ExecutionResult withUnknown(JsonObject rest) {
    return new ExecutionResult(
        mode,
        status,
        executed,
        decisionId,
        orderFingerprint,
        blockedBy,
        reason,
        simulation,
        audit,
        rest);
  }

  /** The result as it is written; what is not there is left out, except the blocking guard. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("mode", mode.name())
        .put("status", status.name())
        .put("executed", executed)
        .putIfPresent("decision_id", decisionId)
        .put("order_fingerprint", orderFingerprint)
        .put("blocked_by", blockedBy)
        .put("reason", reason)
        .putIfPresent("simulation", simulation == null ? null : simulation.toJson())
        .putIfPresent("audit", audit.isEmpty() ? null : audit)
        .putAll(unknown)
        .build();
  }
}
