package qts.runtime.judging;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import qts.decision.SafetyChangeJson;
import qts.decision.json.JsonReader;
import qts.journal.Group;
import qts.journal.RecordKind;

/** A record of the journal that matters to judging: a snapshot or a change of safety. */
final class JudgingInput {
  private final RecordKind kind;
  private final long position;
  private final long receiveMillis;
  private final byte[] data;
  private final int payloadLength;
  private @Nullable JournalSnapshot snapshot;

  /** A copy of record {@code i}. */
  JudgingInput(Group group, int i) {
    int payload = group.payloadTo(i) - group.payloadFrom(i);
    int notes = group.notesTo(i) - group.notesFrom(i);
    this.kind = group.kind(i);
    this.position = group.position(i);
    this.receiveMillis = group.receiveMillis(i);
    this.payloadLength = payload;
    this.data = new byte[payload + notes];
    System.arraycopy(group.data(), group.payloadFrom(i), data, 0, payload);
    System.arraycopy(group.data(), group.notesFrom(i), data, payload, notes);
  }

  boolean isSnapshot() {
    return kind == RecordKind.SNAPSHOT;
  }

  long position() {
    return position;
  }

  /** When it was received, epoch milliseconds. */
  long receiveMillis() {
    return receiveMillis;
  }

  /** Payload and notes. */
  byte[] data() {
    return data;
  }

  /** Reads it when it is a snapshot. */
  void read(SnapshotReading reading) {
    if (kind == RecordKind.SNAPSHOT) {
      snapshot = reading.read(data, 0, payloadLength, payloadLength, data.length, receiveMillis);
    }
  }

  /** Shows it, once it is read, to whom it concerns. */
  void show(Judging.Witness witness) {
    if (kind == RecordKind.SNAPSHOT) {
      witness.onSnapshot(Objects.requireNonNull(snapshot));
    } else {
      byte[] change = Arrays.copyOf(data, payloadLength);
      witness.onSafety(SafetyChangeJson.read(JsonReader.object(change)));
    }
  }
}
