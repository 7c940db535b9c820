package qts.decision;

import qts.decision.json.JsonObject;
import qts.decision.json.PythonJson;

/**
 * What makes two attempts the same order: the first 16 hex digits of the SHA-256 over the contract
 * fields of order and hint, as {@code json.dumps({"order": …, "hint": …}, sort_keys=True)} writes
 * them.
 */
public final class OrderFingerprint {
  private static final int DIGITS = 16;

  private OrderFingerprint() {}

  public static String of(Order order, Hint hint) {
    JsonObject both =
        JsonObject.builder()
            .put("hint", hint.contract().build())
            .put("order", order.contract().build())
            .build();
    return Sha256.hex(PythonJson.canonical(both)).substring(0, DIGITS);
  }
}
