package qts.runtime.question;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the recorder ran, by its own clock, as its starts and stops tell. */
final class Presence implements RecordVisitor {
  private final JournalReader reader;
  private final List<Change> changes = new ArrayList<>();

  private Presence(JournalReader reader) {
    this.reader = reader;
  }

  /** A start or a stop. */
  private record Change(boolean isStart, long millis, long position) {}

  /**
   * A time without recorder.
   *
   * @param crashed whether it began without a stop; then it began at or after {@code fromMillis}
   * @param toMillis when the recorder ran again; {@link Long#MAX_VALUE} when it did not yet
   */
  record Absence(boolean crashed, long fromMillis, long toMillis) {}

  static Presence read(JournalReader reader) throws IOException {
    Presence presence = new Presence(reader);
    reader.forward(ReadRange.everything().kinds(RecordKind.LIFECYCLE.bit()), presence);
    return presence;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    int from = group.payloadFrom(i);
    JsonNode record = JsonMapper.shared().readTree(group.data(), from, group.payloadTo(i) - from);
    String event = record.path("event").asString("");
    if (event.equals("start") || event.equals("stop")) {
      changes.add(new Change(event.equals("start"), group.receiveMillis(i), group.position(i)));
    }
    return true;
  }

  /** The absence that {@code millis} lies in; empty when the recorder ran, or before its first. */
  Optional<Absence> absenceAt(long millis) throws IOException {
    Change before = null;
    for (Change change : changes) {
      if (change.millis > millis) {
        return before == null || !change.isStart
            ? Optional.empty()
            : absence(before, change).filter(absence -> millis > absence.fromMillis);
      }
      before = change;
    }
    return before == null || before.isStart
        ? Optional.empty()
        : Optional.of(new Absence(false, before.millis, Long.MAX_VALUE));
  }

  private Optional<Absence> absence(Change before, Change start) throws IOException {
    return Optional.of(
        before.isStart
            ? new Absence(true, lastReceived(start), start.millis)
            : new Absence(false, before.millis, start.millis));
  }

  /** When the record before a start was received. */
  private long lastReceived(Change start) throws IOException {
    long[] millis = {start.millis};
    reader.backward(
        ReadRange.everything().positions(0, start.position - 1),
        new RecordVisitor() {
          @Override
          public boolean onRecord(Group group, int i) {
            millis[0] = group.receiveMillis(i);
            return false;
          }

          // The one before the damage is the last that is known.
          @Override
          public void onDamage(Damage damage) {}
        });
    return millis[0];
  }

  /** What can't be read can't tell; the completeness of the answer does. */
  @Override
  public void onDamage(Damage damage) {}
}
