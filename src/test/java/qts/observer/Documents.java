package qts.observer;

import java.util.List;
import qts.decision.Samples;

/** Snapshots to test with. */
final class Documents {
  /** A snapshot as a strategy sends it. */
  static final String CANONICAL =
      """
      {"meta":{"timestamp":"2026-01-11T09:03:12.417+09:00","timestamp_ms":1768089792417,\
      "session_id":"session_007","run_id":"d479cb6e4c6244299fb8486537245984","mode":"PROD",\
      "observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw",\
      "symbol":"005930","market":"KRX"},"observation":{"inputs":{"price":71000.10,\
      "volume":1884},"computed":{},"state":{}}}\
      """;

  private Documents() {}

  /** The canonical snapshot with one part of its text replaced. */
  static String with(String part, String replacement) {
    if (!CANONICAL.contains(part)) {
      throw new IllegalArgumentException("not in the canonical snapshot: " + part);
    }
    return CANONICAL.replace(part, replacement);
  }

  /** The canonical snapshot with these members as its inputs. */
  static String withInputs(String members) {
    return with("\"price\":71000.10,\"volume\":1884", members);
  }

  /** The records that the Python original wrote, one a line. */
  static List<String> patternRecords() {
    return Samples.lines("pattern_records.jsonl");
  }
}
