package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot as received, and the places of the values the pipeline needs. A reusable window over
 * the received bytes, filled by {@link SnapshotScanner}: valid until the next scan into it or until
 * the bytes change. Not for use by several threads at once.
 *
 * <p>When the scan refused the input, the fields hold what was read before the fault, so that a
 * rejection can still name its source and session; their lengths are then not limited, there are no
 * values and there is no shape.
 */
public final class ScannedSnapshot {
  private static final byte[] NO_BYTES = {};
  private static final ValueKind[] KINDS = ValueKind.values();

  /** One more than there are places: {@link Place#RECORD} has room too. */
  private static final int PLACES = Place.COUNT + 1;

  byte[] bytes = NO_BYTES;
  int from;
  int to;

  /** By place, as are {@link #end}, {@link #kind} and {@link #count}. */
  final int[] start = new int[PLACES];

  final int[] end = new int[PLACES];

  /** Ordinals of {@link ValueKind}, as bytes so that they are copied in one go. */
  final byte[] kind = new byte[PLACES];

  /** The number of members of the objects at the places. */
  final int[] count = new int[PLACES];

  /** The number of scalar values; only the first {@link Shape#MAX_VALUES} have positions. */
  int values;

  final int[] valueStart = new int[Shape.MAX_VALUES];
  final int[] valueEnd = new int[Shape.MAX_VALUES];
  long timestampMillis;

  /** The shape whose common part stands in this window, so that it needn't be put there again. */
  @Nullable KnownShape filled;

  /** Whether all kinds are those of a document that met the contract. */
  boolean hasKnownKinds;

  @Nullable Shape shape;
  @Nullable Finding finding;

  /** The buffer that holds the snapshot; only {@code from} to {@code to} belongs to it. */
  public byte[] bytes() {
    return bytes;
  }

  public int from() {
    return from;
  }

  /** The end of the input in {@link #bytes()}, exclusive. */
  public int to() {
    return to;
  }

  public int length() {
    return to - from;
  }

  /**
   * Where the snapshot's own object begins: {@link #from()} without blanks before it, or inside a
   * pattern record.
   */
  public int snapshotFrom() {
    return start[Place.SNAPSHOT.ordinal()];
  }

  /** The end of the snapshot's own object, exclusive. */
  public int snapshotTo() {
    return end[Place.SNAPSHOT.ordinal()];
  }

  public ValueKind kind(Field field) {
    return KINDS[kind[field.ordinal()]];
  }

  /** Where the value of {@code field} begins; behind the opening quote for a string. */
  public int start(Field field) {
    return start[field.ordinal()];
  }

  /** Where the value of {@code field} ends, exclusive; at the closing quote for a string. */
  public int end(Field field) {
    return end[field.ordinal()];
  }

  /** The raw text of a field, escapes not decoded; empty when absent or null. */
  public String text(Field field) {
    int i = field.ordinal();
    return hasText(i) ? new String(bytes, start[i], end[i] - start[i], StandardCharsets.UTF_8) : "";
  }

  /** The text of a field with the escapes of a string decoded; empty when absent or null. */
  public String decoded(Field field) {
    int i = field.ordinal();
    return kind(field) == ValueKind.STRING && Escapes.any(bytes, start[i], end[i])
        ? new String(Escapes.decoded(bytes, start[i], end[i]), StandardCharsets.UTF_8)
        : text(field);
  }

  private boolean hasText(int place) {
    return kind[place] > ValueKind.NULL.ordinal();
  }

  /** {@code meta.timestamp_ms}: epoch milliseconds; 0 when the snapshot was refused. */
  public long timestampMillis() {
    return timestampMillis;
  }

  /** The number of entries of {@code observation.inputs}. */
  public int inputs() {
    return count[Place.INPUTS.ordinal()];
  }

  /** The number of entries of {@code observation.computed}. */
  public int computed() {
    return count[Place.COMPUTED.ordinal()];
  }

  /** The number of entries of {@code observation.state}. */
  public int state() {
    return count[Place.STATE.ordinal()];
  }

  /** The shape of the input, or null when it is too large to be worth remembering. */
  public @Nullable Shape shape() {
    return shape;
  }

  /** Where value {@code index} of {@link #shape()} begins. */
  public int valueStart(int index) {
    return valueStart[index];
  }

  /** Where value {@code index} of {@link #shape()} ends, exclusive. */
  public int valueEnd(int index) {
    return valueEnd[index];
  }

  /** Makes this window stand for an input that is refused without being scanned. */
  public void refuse(byte[] bytes, int from, int to, Finding reason) {
    turnTo(bytes, from, to);
    forget();
    finding = reason;
  }

  /** Why the last scan refused the input; null when it was accepted. */
  public @Nullable Finding finding() {
    return finding;
  }

  /** Turns to another input; what was found in the one before stays until {@link #forget}. */
  void turnTo(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    timestampMillis = 0;
    shape = null;
    finding = null;
  }

  /** Forgets what was found so far. */
  void forget() {
    values = 0;
    filled = null;
    hasKnownKinds = false;
    Arrays.fill(kind, (byte) 0);
    Arrays.fill(count, 0);
    forgetPositions();
  }

  /** Forgets where things were found. */
  void forgetPositions() {
    Arrays.fill(start, 0);
    Arrays.fill(end, 0);
  }

  void addValue(int start, int end) {
    if (values < Shape.MAX_VALUES) {
      valueStart[values] = start;
      valueEnd[values] = end;
    }
    values++;
  }

  /** Notes what stands at {@code place}, unless it is {@link Place#NOWHERE}. */
  void put(int place, ValueKind kind, int start, int end) {
    if (place >= 0) {
      this.kind[place] = (byte) kind.ordinal();
      this.start[place] = start;
      this.end[place] = end;
    }
  }

  /** Notes how many members the object at {@code place} has. */
  void count(int place, int members) {
    if (place >= 0) {
      count[place] = members;
    }
  }

  /** Lets {@code standIn} stand for {@code place} where that is absent. */
  void standIn(Place place, Place standIn) {
    int i = standIn.ordinal();
    if (kind[place.ordinal()] == 0) {
      put(place.ordinal(), KINDS[kind[i]], start[i], end[i]);
    }
  }

  /** Where the bytes before value {@code index}, or after the last value, begin. */
  int segmentStart(int index) {
    return index == 0 ? from : valueEnd[index - 1];
  }

  /** Where the bytes before value {@code index}, or after the last value, end. */
  int segmentEnd(int index) {
    return index == values ? to : valueStart[index];
  }
}
