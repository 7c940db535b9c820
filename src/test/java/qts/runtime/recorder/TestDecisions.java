package qts.runtime.recorder;

/** Decisions of a strategy named {@code momentum} about {@code BTC}, for tests. */
public final class TestDecisions {
  private TestDecisions() {}

  public static String judgment(String id, String action) {
    return """
    {"kind":"judgment","decision_id":"%s","created_at":"2026-01-11T09:03:12.417+09:00",\
    "strategy_name":"momentum","symbol":"BTC","pipeline_step":"Decide","action":"%s",\
    "rests_on":[{"run_id":"run-1"}]}\
    """
        .formatted(id, action);
  }

  public static String block(String judgmentId, String rule) {
    return """
    {"kind":"block","decision_id":"%s","created_at":"2026-01-11T09:03:12.500+09:00",\
    "strategy_name":"momentum","symbol":"BTC","blocked_by":"%s","stage":"Evaluate",\
    "limit":3,"actual":4}\
    """
        .formatted(judgmentId, rule);
  }

  public static String nonExecution(String judgmentId, String reason) {
    return """
    {"kind":"non_execution","decision_id":"%s","created_at":"2026-01-11T09:03:12.600+09:00",\
    "strategy_name":"momentum","symbol":"BTC","reason":"%s",\
    "order":{"action":"BUY","symbol":"BTC","qty":1,"order_type":"MARKET"}}\
    """
        .formatted(judgmentId, reason);
  }
}
