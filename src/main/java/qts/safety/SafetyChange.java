package qts.safety;

import java.util.OptionalDouble;

/** One change of {@link SafetyState}: what, who, why and when. Recorded before it counts. */
public sealed interface SafetyChange {

  Attribution by();

  /** The kill switch was turned on or off. */
  record KillSwitch(boolean on, Attribution by) implements SafetyChange {}

  /** Trading was enabled or disabled. */
  record Trading(boolean enabled, Attribution by) implements SafetyChange {}

  /**
   * An anomaly was noticed, or noticed again.
   *
   * @param flag its name, for example {@code STALE_FEED}
   * @param expiresAtMillis when it ends by itself, epoch milliseconds, exclusive
   */
  record AnomalyRaised(String flag, Scope scope, long expiresAtMillis, Attribution by)
      implements SafetyChange {

    public AnomalyRaised {
      if (flag.isBlank() || expiresAtMillis <= by.atMillis()) {
        throw new IllegalArgumentException(
            "an anomaly needs a name and an end behind its beginning: " + flag);
      }
    }
  }

  /** An anomaly ended: it expired, or somebody took it back. */
  record AnomalyCleared(String flag, Scope scope, Attribution by) implements SafetyChange {}

  /**
   * A limit was set or lifted.
   *
   * @param value the new limit, above or at zero; empty when it was lifted
   */
  record LimitSet(SafetyLimit limit, Scope scope, OptionalDouble value, Attribution by)
      implements SafetyChange {

    public LimitSet {
      if (value.isPresent() && !(value.getAsDouble() >= 0)) {
        throw new IllegalArgumentException(limit + " must be at or above zero");
      }
    }
  }
}
