package qts.runtime.judging;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.runtime.recorder.Decided;

/** What rules decided that a journal holds already, in order; taken off one by one. */
final class RecordedDecisions implements RecordVisitor {
  private static final int KINDS =
      RecordKind.JUDGMENT.bit() | RecordKind.BLOCK.bit() | RecordKind.NON_EXECUTION.bit();
  private static final String STREAMS = Decided.SOURCE + "@";

  private final CRC32C crc = new CRC32C();
  private int[] checksums = new int[16];
  private long[] positions = new long[16];
  private int count;
  private int taken;

  private RecordedDecisions() {}

  /** None at all. */
  static RecordedDecisions none() {
    return new RecordedDecisions();
  }

  /** Those at position {@code from} and behind. */
  static RecordedDecisions since(JournalReader reader, long from) throws IOException {
    RecordedDecisions recorded = new RecordedDecisions();
    reader.forward(ReadRange.everything().positions(from, Long.MAX_VALUE).kinds(KINDS), recorded);
    return recorded;
  }

  @Override
  public boolean onRecord(Group group, int i) {
    if (group.stream(i).startsWith(STREAMS)) {
      if (count == checksums.length) {
        checksums = Arrays.copyOf(checksums, 2 * count);
        positions = Arrays.copyOf(positions, 2 * count);
      }
      positions[count] = group.position(i);
      checksums[count++] = checksum(group.data(), group.payloadFrom(i), group.payloadTo(i));
    }
    return true;
  }

  /** What can't be read is not known to be recorded. */
  @Override
  public void onDamage(Damage damage) {}

  boolean isEmpty() {
    return taken == count;
  }

  int count() {
    return count - taken;
  }

  /** Where the next one is recorded. */
  long position() {
    return positions[taken];
  }

  /** Takes the next one off; tells whether it is {@code decided}. */
  boolean takeIsSame(Decided decided) {
    return checksums[taken++] == checksum(decided.bytes(), 0, decided.bytes().length);
  }

  private int checksum(byte[] bytes, int from, int to) {
    crc.reset();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
