package qts.runtime.recorder;

import java.util.Arrays;
import qts.journal.Group;
import qts.journal.KeyFilter;
import qts.journal.KeyReader;
import qts.journal.RecordKey;
import qts.journal.RecordKind;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;
import qts.observer.ValueKind;

/**
 * The keys under which a snapshot or a decision is found again. Not for use by several threads at
 * once.
 */
public final class StoredKeys implements KeyReader {
  private final SnapshotScanner scanner;
  private final ScannedSnapshot snapshot = new ScannedSnapshot();

  public StoredKeys(SnapshotScanner scanner) {
    this.scanner = scanner;
  }

  @Override
  public long keyOf(Group group, int i) {
    RecordKind kind = group.kind(i);
    return switch (kind) {
      case SNAPSHOT, PATTERN -> scan(scanner, group, i, snapshot) ? runId(snapshot) : 0;
      case JUDGMENT -> DecisionKey.of(kind, group.payload(i));
      case BLOCK, NON_EXECUTION ->
          DecidedWriter.isByRules(group.stream(i)) ? 0 : DecisionKey.of(kind, group.payload(i));
      case REJECTED, BLOCKED, GAP, SHED, LEDGER, LIFECYCLE, SAFETY, RULES -> 0;
    };
  }

  /** What record {@code i} is to a snapshot: the same to the byte, or one of its {@code run_id}. */
  KnownRecords.Likeness likeness(Group group, int i, ScannedSnapshot other) {
    boolean isSame =
        isSnapshot(group.kind(i))
            && Arrays.equals(
                group.data(),
                group.payloadFrom(i),
                group.payloadTo(i),
                other.bytes(),
                other.from(),
                other.to());
    if (isSame) {
      return KnownRecords.Likeness.SAME;
    }
    return scan(scanner, group, i, snapshot)
            && snapshot.decoded(Field.RUN_ID).equals(other.decoded(Field.RUN_ID))
        ? KnownRecords.Likeness.SAME_ID
        : KnownRecords.Likeness.OTHER;
  }

  /** Whether records of a kind hold a snapshot. */
  static boolean isSnapshot(RecordKind kind) {
    return kind == RecordKind.SNAPSHOT || kind == RecordKind.PATTERN;
  }

  /** Scans record {@code i} again; false when it is not a snapshot. */
  public static boolean scan(SnapshotScanner scanner, Group group, int i, ScannedSnapshot into) {
    RecordKind kind = group.kind(i);
    int from = group.payloadFrom(i);
    int to = group.payloadTo(i);
    return switch (kind) {
      case SNAPSHOT -> scanner.scan(group.data(), from, to, into);
      case PATTERN -> scanner.scanPatternRecord(group.data(), from, to, into);
      default -> false;
    };
  }

  /** The key of a snapshot: its {@code meta.run_id}, however it is spelled. */
  static long runId(ScannedSnapshot snapshot) {
    int from = snapshot.start(Field.RUN_ID);
    int to = snapshot.end(Field.RUN_ID);
    return hasEscapes(snapshot.bytes(), from, to)
        ? RecordKey.of(snapshot.decoded(Field.RUN_ID))
        : RecordKey.of(snapshot.bytes(), from, to);
  }

  /** The filter hash of a field's text; 0 when it has none. */
  static long filterHash(ScannedSnapshot snapshot, Field field) {
    int from = snapshot.start(field);
    int to = snapshot.end(field);
    if (snapshot.kind(field) != ValueKind.STRING || from == to) {
      return 0;
    }
    return hasEscapes(snapshot.bytes(), from, to)
        ? KeyFilter.hash(snapshot.decoded(field))
        : KeyFilter.hash(snapshot.bytes(), from, to);
  }

  private static boolean hasEscapes(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
