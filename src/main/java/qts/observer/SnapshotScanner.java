package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one snapshot in one pass over the received bytes and checks it against the contract: strict
 * JSON (RFC 8259, UTF-8), required fields, types. One per thread: it remembers the shapes it has
 * seen, and recognises a further document of such a shape without reading it as JSON. Both ways
 * make the same checks and the same findings.
 *
 * <p>{@link Field#BID_PRICE} and {@link Field#ASK_PRICE} are {@code observation.inputs.bid} and
 * {@code ask} where {@code bid_price} or {@code ask_price} is absent. A name written with escapes
 * is the name it stands for. What breaks which rule is told by {@link Rules}.
 */
public final class SnapshotScanner {
  /** The largest input by default, in bytes. */
  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  private static final byte[] FIRST_NAME = "\"snapshot\"".getBytes(StandardCharsets.US_ASCII);

  private final ShapeTable shapes;
  private final int maxBytes;
  private final JsonScan json;
  private final Contract contract = new Contract();
  private final ShapeMemory snapshots;
  private final ShapeMemory records;
  private long recognised;

  /** With shapes of its own and {@link #DEFAULT_MAX_BYTES}. */
  public SnapshotScanner() {
    this(new ShapeTable(), DEFAULT_MAX_BYTES);
  }

  /**
   * @param shapes where equal shapes are made the same; usually shared by all scanners
   * @param maxBytes the largest input that is accepted
   */
  public SnapshotScanner(ShapeTable shapes, int maxBytes) {
    this(shapes, maxBytes, ShapeMemory.MAX_SHAPES);
  }

  /**
   * @param remembered the most shapes that are recognised, 0 to read every document as JSON
   */
  SnapshotScanner(ShapeTable shapes, int maxBytes, int remembered) {
    Fault fault = new Fault();
    Tokens tokens = new Tokens(fault);
    this.shapes = shapes;
    this.maxBytes = maxBytes;
    json = new JsonScan(fault, tokens);
    snapshots = new ShapeMemory(tokens, remembered);
    records = new ShapeMemory(tokens, remembered);
  }

  /**
   * Scans the snapshot {@code bytes[from, to)} into {@code into}. Blanks around it are allowed and
   * belong to it.
   *
   * @return true when the snapshot meets the contract; otherwise {@code into.finding()} says why
   *     not
   */
  public boolean scan(byte[] bytes, int from, int to, ScannedSnapshot into) {
    return scan(bytes, from, to, into, Form.SNAPSHOT, snapshots);
  }

  /**
   * Scans {@code bytes[from, to)}, a pattern record as the Python original writes it: an object
   * whose member {@code snapshot} meets the contract. The whole is checked as strict JSON; {@code
   * into} spans all of it, as do its shape and values, while its fields are those of the snapshot.
   * Findings have paths from the record's outside, as in {@code snapshot.meta.run_id}.
   *
   * @return true when it is such a record; otherwise {@code into.finding()} says why not
   */
  public boolean scanPatternRecord(byte[] bytes, int from, int to, ScannedSnapshot into) {
    return scan(bytes, from, to, into, Form.RECORD, records);
  }

  /** Whether {@code bytes[from, to)} is an object with {@code snapshot} as its first name. */
  public static boolean isPatternRecord(byte[] bytes, int from, int to) {
    int brace = JsonScan.blank(bytes, from, to);
    if (brace >= to || bytes[brace] != '{') {
      return false;
    }
    int name = JsonScan.blank(bytes, brace + 1, to);
    int end = name + FIRST_NAME.length;
    return end <= to && Arrays.equals(bytes, name, end, FIRST_NAME, 0, FIRST_NAME.length);
  }

  /** How many documents were recognised by their shape so far. */
  long recognised() {
    return recognised;
  }

  private boolean scan(
      byte[] bytes, int from, int to, ScannedSnapshot into, Form form, ShapeMemory memory) {
    into.turnTo(bytes, from, to);
    if (to - from > maxBytes) {
      into.forget();
      into.finding = tooLarge(to - from);
      return false;
    }
    if (memory.recognise(into)) {
      recognised++;
      return meetsContract(into, form);
    }
    into.forget();
    if (!json.scan(into, form)) {
      return refused(into);
    }
    into.standIn(Place.BID_PRICE, Place.BID);
    into.standIn(Place.ASK_PRICE, Place.ASK);
    return meetsContract(into, form) && remember(into, form, memory);
  }

  private boolean meetsContract(ScannedSnapshot into, Form form) {
    Finding finding = contract.check(into, form);
    if (finding == null) {
      return true;
    }
    into.finding = finding;
    return refused(into);
  }

  private static boolean refused(ScannedSnapshot into) {
    into.values = 0;
    into.shape = null;
    return false;
  }

  private boolean remember(ScannedSnapshot into, Form form, ShapeMemory memory) {
    @Nullable KnownShape shape = shapes.intern(into, form);
    if (shape != null) {
      into.shape = shape.shape();
      memory.remember(shape);
    }
    return true;
  }

  private Finding tooLarge(int length) {
    return new Finding(
        Rules.SNAPSHOT_TOO_LARGE,
        "",
        "The input is too large.",
        maxBytes + " bytes",
        length + " bytes");
  }
}
