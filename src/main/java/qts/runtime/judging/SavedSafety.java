package qts.runtime.judging;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import qts.decision.SafetyChangeJson;
import qts.decision.json.JsonReader;
import qts.decision.rules.SavedText;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;

/** A state of safety as the changes that lead to it from the initial one. */
final class SavedSafety {
  private SavedSafety() {}

  static void write(SafetyState state, DataOutput out) throws IOException {
    List<SafetyChange> changes = changes(state);
    out.writeInt(changes.size());
    for (SafetyChange change : changes) {
      SavedText.write(SafetyChangeJson.write(change).toString(), out);
    }
  }

  static SafetyState read(DataInput in) throws IOException {
    SafetyState state = SafetyState.INITIAL;
    for (int left = in.readInt(); left > 0; left--) {
      state = state.after(SafetyChangeJson.read(JsonReader.object(SavedText.read(in))));
    }
    return state;
  }

  private static List<SafetyChange> changes(SafetyState state) {
    List<SafetyChange> changes = new ArrayList<>();
    changes.add(new SafetyChange.KillSwitch(state.killSwitch(), by(0)));
    changes.add(new SafetyChange.Trading(state.tradingEnabled(), by(0)));
    for (SafetyState.Anomaly anomaly : state.anomalies()) {
      long ends = anomaly.expiresAtMillis();
      changes.add(
          new SafetyChange.AnomalyRaised(anomaly.flag(), anomaly.scope(), ends, by(ends - 1)));
    }
    for (SafetyState.Limit limit : state.limits()) {
      OptionalDouble value = OptionalDouble.of(limit.value());
      changes.add(new SafetyChange.LimitSet(limit.limit(), limit.scope(), value, by(0)));
    }
    return changes;
  }

  private static Attribution by(long atMillis) {
    return new Attribution("rules", "saved", atMillis);
  }
}
