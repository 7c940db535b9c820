package qts.observer;

/**
 * The places of a snapshot that the contract names, each with the kinds of value it allows. The
 * first ones are the {@link Field}s, in their order, so that one index serves both.
 */
enum Place {
  TIMESTAMP(Field.TIMESTAMP, Kinds.STRING, "string"),
  TIMESTAMP_MS(Field.TIMESTAMP_MS, Kinds.NUMBER, "integer"),
  SESSION_ID(Field.SESSION_ID, Kinds.STRING, "string"),
  RUN_ID(Field.RUN_ID, Kinds.STRING, "string"),
  MODE(Field.MODE, Kinds.STRING, "string"),
  OBSERVER_VERSION(Field.OBSERVER_VERSION, Kinds.STRING, "string"),
  SOURCE(Field.SOURCE, Kinds.STRING, "string"),
  STAGE(Field.STAGE, Kinds.STRING, "string"),
  SYMBOL(Field.SYMBOL, Kinds.STRING | Kinds.NONE, "string or null"),
  MARKET(Field.MARKET, Kinds.STRING | Kinds.NONE, "string or null"),
  PRICE(Field.PRICE, Kinds.ANY, "any"),
  VOLUME(Field.VOLUME, Kinds.ANY, "any"),
  BID_PRICE(Field.BID_PRICE, Kinds.ANY, "any"),
  ASK_PRICE(Field.ASK_PRICE, Kinds.ANY, "any"),
  OPEN(Field.OPEN, Kinds.ANY, "any"),
  HIGH(Field.HIGH, Kinds.ANY, "any"),
  LOW(Field.LOW, Kinds.ANY, "any"),
  CLOSE(Field.CLOSE, Kinds.ANY, "any"),

  /** The snapshot itself: the whole input, or the member {@code snapshot} of a pattern record. */
  SNAPSHOT("", Kinds.OBJECT, "object"),
  META("meta", Kinds.OBJECT, "object"),
  CONTEXT("context", Kinds.OBJECT, "object"),
  OBSERVATION("observation", Kinds.OBJECT, "object"),
  INPUTS("observation.inputs", Kinds.OBJECT, "object"),
  COMPUTED("observation.computed", Kinds.OBJECT, "object"),
  STATE("observation.state", Kinds.OBJECT, "object"),
  TRACE("trace", Kinds.OBJECT | Kinds.NONE, "object or null"),
  ITERATION_ID("meta.iteration_id", Kinds.NUMBER | Kinds.NONE, "integer or null"),
  LOOP_INTERVAL_MS("meta.loop_interval_ms", Kinds.NUMBER | Kinds.NONE, "number or null"),
  LATENCY_MS("meta.latency_ms", Kinds.NUMBER | Kinds.NONE, "number or null"),
  TICK_SOURCE("meta.tick_source", Kinds.STRING | Kinds.NONE, "string or null"),
  BUFFER_DEPTH("meta.buffer_depth", Kinds.NUMBER | Kinds.NONE, "integer or null"),
  FLUSH_REASON("meta.flush_reason", Kinds.STRING | Kinds.NONE, "string or null"),

  /** Stands in for {@link #BID_PRICE} where that is absent. */
  BID("observation.inputs.bid", Kinds.ANY, "any"),
  /** Stands in for {@link #ASK_PRICE} where that is absent. */
  ASK("observation.inputs.ask", Kinds.ANY, "any");

  /** The number of places. */
  static final int COUNT = values().length;

  /** No place of the contract. */
  static final int NOWHERE = -1;

  /** The object around a snapshot in a pattern record; not a place itself, only a parent. */
  static final int RECORD = COUNT;

  private final String path;
  private final int allowed;
  private final String type;

  Place(Field field, int allowed, String type) {
    this(field.path(), allowed, type);
  }

  Place(String path, int allowed, String type) {
    this.path = path;
    this.allowed = allowed;
    this.type = type;
  }

  /** The dotted path inside the snapshot. */
  String path() {
    return path;
  }

  /** The allowed kinds: bit {@code n} is set when the {@link ValueKind} of ordinal n is allowed. */
  int allowed() {
    return allowed;
  }

  /** What a value here must be, in words. */
  String type() {
    return type;
  }

  /** Sets of value kinds. */
  private static final class Kinds {
    static final int STRING = 1 << ValueKind.STRING.ordinal();
    static final int NUMBER = 1 << ValueKind.NUMBER.ordinal();
    static final int OBJECT = 1 << ValueKind.OBJECT.ordinal();
    static final int NONE = 1 << ValueKind.NULL.ordinal() | 1 << ValueKind.ABSENT.ordinal();
    static final int ANY = -1;
  }
}
