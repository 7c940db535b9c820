package qts.observer;

/**
 * The rule ids of the findings that a scan can make. They are part of the interface: recorded with
 * the rejected input, counted in metrics, answered to the sender. An id never changes its meaning.
 *
 * <p>An input breaks at most one rule in its finding. The size is looked at first, then the rules
 * {@code JSON_…} up to {@link #JSON_NUMBER_SIZE} in the order of the document, then the contract:
 * presence and type of every field, then lengths, whole numbers, enumerations and the two
 * timestamps.
 */
public final class Rules {

  /** The input is longer than the scanner allows. */
  public static final String SNAPSHOT_TOO_LARGE = "SNAPSHOT_TOO_LARGE";

  /** Not one JSON text by RFC 8259: bad token, missing part, text after the end, or a BOM. */
  public static final String JSON_SYNTAX = "JSON_SYNTAX";

  /** Two members of one object have the same name, after escapes are decoded, at any depth. */
  public static final String JSON_DUPLICATE_KEY = "JSON_DUPLICATE_KEY";

  /** Objects and arrays are nested deeper than 64, the outermost counted as 1. */
  public static final String JSON_DEPTH = "JSON_DEPTH";

  /** A string is not well-formed UTF-8 (overlong, surrogate, truncated or out of range). */
  public static final String JSON_UTF8 = "JSON_UTF8";

  /** A {@code \\u} escape names half of a surrogate pair, so the string is not Unicode text. */
  public static final String JSON_LONE_SURROGATE = "JSON_LONE_SURROGATE";

  /** NaN or ±Infinity as a bare word, or a number beyond the range of a double, as 1e999. */
  public static final String JSON_NOT_FINITE = "JSON_NOT_FINITE";

  /** A number has more than 1000 digits or an exponent beyond ±9999. */
  public static final String JSON_NUMBER_SIZE = "JSON_NUMBER_SIZE";

  /**
   * A string that identifies something (symbol, market, session_id, run_id, mode, observer_version,
   * source, stage) has more than 256 bytes as received.
   */
  public static final String JSON_VALUE_TOO_LONG = "JSON_VALUE_TOO_LONG";

  /** A required field is not there. */
  public static final String FIELD_MISSING = "FIELD_MISSING";

  /** A required string that must not be empty is empty: session_id, run_id. */
  public static final String FIELD_EMPTY = "FIELD_EMPTY";

  /** A field is there with a value of another type; also the input itself not being an object. */
  public static final String FIELD_TYPE = "FIELD_TYPE";

  /** A field holds none of its allowed words: source, stage. */
  public static final String FIELD_ENUM = "FIELD_ENUM";

  /** {@code meta.timestamp} is not a valid ISO-8601 time with offset and milliseconds or finer. */
  public static final String TIMESTAMP_FORMAT = "TIMESTAMP_FORMAT";

  /**
   * {@code meta.timestamp_ms} is not the instant of {@code meta.timestamp}: it lies before that
   * one's millisecond (finer digits are cut, not rounded) or more than 100 ms after it.
   */
  public static final String TIMESTAMP_DISAGREES = "TIMESTAMP_DISAGREES";

  private Rules() {}
}
