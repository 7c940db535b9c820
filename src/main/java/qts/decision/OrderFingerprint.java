package qts.decision;

import qts.decision.json.JsonBytes;

/**
 * What makes two attempts the same order: the first 16 hex digits of the SHA-256 over the contract
 * fields of order and hint, as {@code json.dumps({"order": …, "hint": …}, sort_keys=True)} writes
 * them.
 */
public final class OrderFingerprint {
  private static final int DIGITS = 16;

  private OrderFingerprint() {}

  public static String of(Order order, Hint hint) {
    JsonBytes json = new JsonBytes();
    json.plain("{\"hint\": ");
    hint.writeCanonical(json);
    json.plain(", \"order\": ");
    order.writeCanonical(json);
    json.plain("}");
    return Sha256.hex(json.buffer(), 0, json.length()).substring(0, DIGITS);
  }
}
