package qts.observer;

/**
 * One rule that an input did not meet, as evidence: which rule, where, what was allowed and what
 * was there.
 *
 * @param rule the stable rule id, for example {@code JSON_SYNTAX} or {@code PRICE_JUMP}
 * @param path the dotted path of the value, for example {@code meta.timestamp_ms}; empty when the
 *     finding is about the whole input
 * @param reason one sentence for a person
 * @param limit what the rule allows; empty when the rule has no limit
 * @param actual the offending value as received, shortened to {@link #MAX_ACTUAL} characters
 */
public record Finding(String rule, String path, String reason, String limit, String actual) {

  /** The most characters of the offending value that are kept in a finding. */
  public static final int MAX_ACTUAL = 120;

  public Finding {
    if (actual.length() > MAX_ACTUAL) {
      actual = shortened(actual);
    }
  }

  /** Cut between characters, never inside a surrogate pair: the text stays encodable. */
  private static String shortened(String text) {
    int end = MAX_ACTUAL - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
