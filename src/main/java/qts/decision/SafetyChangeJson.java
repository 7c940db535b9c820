package qts.decision;

import java.util.OptionalDouble;
import java.util.function.Supplier;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyChange.AnomalyCleared;
import qts.safety.SafetyChange.AnomalyRaised;
import qts.safety.SafetyChange.KillSwitch;
import qts.safety.SafetyChange.LimitSet;
import qts.safety.SafetyChange.Trading;
import qts.safety.SafetyLimit;
import qts.safety.Scope;

/**
 * Changes of safety as JSON: {@code change} names which, {@code who}, {@code why} and {@code at_ms}
 * are in all of them.
 */
public final class SafetyChangeJson {
  private static final String CHANGES =
      "kill_switch/trading/anomaly_raised/anomaly_cleared/limit_set";

  private SafetyChangeJson() {}

  public static JsonObject write(SafetyChange change) {
    JsonObject.Builder json = JsonObject.builder();
    switch (change) {
      case KillSwitch kill -> json.put("change", "kill_switch").put("on", kill.on());
      case Trading trading -> json.put("change", "trading").put("enabled", trading.enabled());
      case AnomalyRaised raised ->
          json.put("change", "anomaly_raised")
              .put("flag", raised.flag())
              .put("symbol", raised.scope().symbol())
              .put("expires_at_ms", raised.expiresAtMillis());
      case AnomalyCleared cleared ->
          json.put("change", "anomaly_cleared")
              .put("flag", cleared.flag())
              .put("symbol", cleared.scope().symbol());
      case LimitSet set ->
          json.put("change", "limit_set")
              .put("limit", set.limit().name())
              .put("symbol", set.scope().symbol())
              .putOrNull(
                  "value",
                  set.value().isPresent() ? JsonNumber.of(set.value().getAsDouble()) : null);
    }
    return json.put("who", change.by().who())
        .put("why", change.by().why())
        .put("at_ms", change.by().atMillis())
        .build();
  }

  /**
   * Reads one change.
   *
   * @throws ContractViolation when it is none
   */
  public static SafetyChange read(JsonObject object) {
    JsonFields fields = JsonFields.of(object);
    String change = fields.requiredText("change");
    SafetyChange read =
        switch (change) {
          case "kill_switch" -> new KillSwitch(fields.requiredFlag("on"), by(fields));
          case "trading" -> new Trading(fields.requiredFlag("enabled"), by(fields));
          case "anomaly_raised" -> raised(fields);
          case "anomaly_cleared" ->
              new AnomalyCleared(fields.requiredText("flag"), scope(fields), by(fields));
          case "limit_set" -> limit(fields);
          default ->
              throw ContractViolation.value(
                  "change",
                  "change must be " + CHANGES + ", got: '" + change + "'",
                  CHANGES,
                  change);
        };
    fields.nothingElse();
    return read;
  }

  private static AnomalyRaised raised(JsonFields fields) {
    String flag = fields.requiredText("flag");
    long expiry = fields.requiredWhole("expires_at_ms");
    return checked(
        "expires_at_ms", () -> new AnomalyRaised(flag, scope(fields), expiry, by(fields)));
  }

  private static LimitSet limit(JsonFields fields) {
    SafetyLimit limit = fields.requiredWord("limit", SafetyChangeJson::limit);
    JsonNumber value = fields.number("value");
    OptionalDouble level =
        value == null ? OptionalDouble.empty() : OptionalDouble.of(value.doubleValue());
    return checked("value", () -> new LimitSet(limit, scope(fields), level, by(fields)));
  }

  /** The limit named {@code word}. */
  public static SafetyLimit limit(String word) {
    for (SafetyLimit limit : SafetyLimit.values()) {
      if (limit.name().equals(word)) {
        return limit;
      }
    }
    throw ContractViolation.value("", "there is no limit '" + word + "'", "", word);
  }

  private static Scope scope(JsonFields fields) {
    return Scope.of(fields.requiredText("symbol"));
  }

  private static Attribution by(JsonFields fields) {
    return new Attribution(
        fields.requiredText("who"), fields.requiredText("why"), fields.requiredWhole("at_ms"));
  }

  private static <T> T checked(String path, Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException wrong) {
      throw ContractViolation.value(path, String.valueOf(wrong.getMessage()), "", "");
    }
  }
}
