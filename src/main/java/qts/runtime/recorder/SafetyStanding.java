package qts.runtime.recorder;

import java.util.Optional;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;
import qts.safety.Scope;

/**
 * The state of safety at one moment.
 *
 * @param killSwitch who last turned the kill switch on or off; empty while nobody did
 * @param trading who last enabled or disabled trading; empty while nobody did
 */
public record SafetyStanding(
    SafetyState state,
    Optional<SafetyChange.KillSwitch> killSwitch,
    Optional<SafetyChange.Trading> trading) {
  static final SafetyStanding INITIAL =
      new SafetyStanding(SafetyState.INITIAL, Optional.empty(), Optional.empty());

  SafetyStanding after(SafetyChange change) {
    return new SafetyStanding(
        state.after(change),
        change instanceof SafetyChange.KillSwitch kill ? Optional.of(kill) : killSwitch,
        change instanceof SafetyChange.Trading enabled ? Optional.of(enabled) : trading);
  }

  /** What a change is about. */
  static Scope scope(SafetyChange change) {
    return switch (change) {
      case SafetyChange.KillSwitch _, SafetyChange.Trading _ -> Scope.ALL;
      case SafetyChange.AnomalyRaised raised -> raised.scope();
      case SafetyChange.AnomalyCleared cleared -> cleared.scope();
      case SafetyChange.LimitSet set -> set.scope();
    };
  }
}
