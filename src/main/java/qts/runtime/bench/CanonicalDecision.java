package qts.runtime.bench;

import java.nio.charset.StandardCharsets;

/** A decision as a strategy reports it. */
final class CanonicalDecision {
  private CanonicalDecision() {}

  static byte[] numbered(long number) {
    return """
    {"kind":"judgment","decision_id":"decision-%d","created_at":"2026-01-11T09:03:12.417+00:00",\
    "strategy_name":"momentum","symbol":"005930","pipeline_step":"Decide","action":"BUY",\
    "confidence":0.7,"reason":"the price broke out above the high of the last twenty minutes",\
    "rests_on":[{"run_id":"d479cb6e4c6244299fb8486537245984"}]}\
    """
        .formatted(number)
        .getBytes(StandardCharsets.UTF_8);
  }
}
