package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import qts.safety.SafetyState;

/** Puts the state of safety into words. */
final class SafetyWords {
  private SafetyWords() {}

  static String of(Scene scene) {
    SafetyState state = scene.safety().state();
    List<String> words = new ArrayList<>();
    words.add("kill switch " + (state.killSwitch() ? "on" : "off"));
    words.add("trading " + (state.tradingEnabled() ? "enabled" : "not enabled"));
    long at = scene.before().map(SnapshotIndex.Found::receivedMillis).orElse(scene.at().millis());
    List<String> anomalies = state.anomalies(scene.symbol(), at);
    words.add(anomalies.isEmpty() ? "no anomaly" : "anomalies " + String.join(", ", anomalies));
    return "Safety then: "
        + String.join(", ", words)
        + (scene.safety().isKnown() ? "." : "; changes before it can't be read any more.");
  }
}
