package qts.runtime.query;

import org.jspecify.annotations.Nullable;
import qts.journal.Group;
import qts.journal.RecordKind;
import qts.observer.Field;
import qts.observer.Notes;
import qts.observer.ScannedSnapshot;
import qts.observer.ShapeTable;
import qts.observer.SnapshotScanner;
import qts.observer.Utf8Buffer;
import qts.runtime.recorder.StoredKeys;
import qts.runtime.recorder.StreamName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One record of the journal as a query sees it; what is inside is read only when it is asked for. A
 * window that moves from record to record. Not for use by several threads at once.
 */
public final class StoredRecord {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final SnapshotScanner scanner = new SnapshotScanner(new ShapeTable(), Integer.MAX_VALUE);
  private final ScannedSnapshot snapshot = new ScannedSnapshot();
  private final Notes notes = new Notes();
  private Group group = new Group();
  private int index;
  private boolean scanned;
  private boolean noted;
  private @Nullable JsonNode json;
  private String streamText = "";
  private StreamName stream = new StreamName("", "");

  /** Moves to record {@code i} of {@code group}. */
  public void moveTo(Group group, int i) {
    this.group = group;
    this.index = i;
    scanned = false;
    noted = false;
    json = null;
  }

  public long position() {
    return group.position(index);
  }

  public RecordKind kind() {
    return group.kind(index);
  }

  /** When it happened, epoch milliseconds. */
  public long eventMillis() {
    return group.eventMillis(index);
  }

  /** When it was received, epoch milliseconds. */
  public long receiveMillis() {
    return group.receiveMillis(index);
  }

  /** Its number within its source and session. */
  public long sequence() {
    return group.sequence(index);
  }

  /** Where it came from. */
  public StreamName stream() {
    String text = group.stream(index);
    if (!text.equals(streamText)) {
      streamText = text;
      stream = StreamName.parse(text);
    }
    return stream;
  }

  /** Whether it is or holds a snapshot. */
  public boolean isRecorded() {
    return (kind().bit() & RecordQuery.RECORDED) != 0;
  }

  /**
   * The snapshot that it is or holds.
   *
   * @throws IllegalStateException when it has none
   */
  public ScannedSnapshot snapshot() {
    if (!scanned) {
      if (!StoredKeys.scan(scanner, group, index, snapshot)) {
        throw new IllegalStateException(
            "record " + position() + " holds no snapshot of this version: " + snapshot.finding());
      }
      scanned = true;
    }
    return snapshot;
  }

  /** What was stated beside the snapshot. */
  public Notes notes() {
    if (!noted) {
      notes.decode(group.data(), group.notesFrom(index), group.notesTo(index));
      noted = true;
    }
    return notes;
  }

  /** The payload of a record that the recorder itself or another producer wrote. */
  public JsonNode json() {
    JsonNode known = json;
    if (known == null) {
      int from = group.payloadFrom(index);
      known = JSON.readTree(group.data(), from, group.payloadTo(index) - from);
      json = known;
    }
    return known;
  }

  /** The text of a member of {@link #json()}; empty when there is none. */
  public String member(String name) {
    return json().path(name).asString("");
  }

  /** The symbol of a decision, or of its order where it names none itself. */
  public String decisionSymbol() {
    String own = member("symbol");
    return own.isEmpty() ? json().path("order").path("symbol").asString("") : own;
  }

  /** The symbol it is about; empty when it is about none. */
  public String symbol() {
    return switch (kind()) {
      case SNAPSHOT, PATTERN -> snapshot().decoded(Field.SYMBOL);
      case JUDGMENT, BLOCK, NON_EXECUTION -> decisionSymbol();
      case REJECTED, BLOCKED, GAP, SAFETY -> member("symbol");
      case SHED, LEDGER, LIFECYCLE, RULES -> "";
    };
  }

  /** Whether the snapshot has {@code text} in {@code field}. */
  public boolean has(Field field, String text) {
    return snapshot().decoded(field).equals(text);
  }

  /** A copy of the payload as it is stored. */
  public byte[] payload() {
    return group.payload(index);
  }

  /** Adds the payload as it is stored, on one line. */
  void writePayload(Utf8Buffer out) {
    out.addOnOneLine(group.data(), group.payloadFrom(index), group.payloadTo(index));
  }
}
