package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import qts.DamageTally;

/**
 * Damages the index of a sealed segment, one place after the other, before a journal is opened: no
 * answer may change. {@code -Dexhaustive=true} tries every bit and every length.
 */
class IndexDamageTest {
  private static final JournalSettings SETTINGS =
      new JournalSettings(256 * 1024, 86_400_000, 16 * 1024, 0, 1, new DiskLimits(0, 0, 0, 0));
  private static final String INDEX = SegmentHeader.indexName(1);
  private static final KeyReader KEYS = (group, i) -> key(group.position(i));
  private static final int GROUPS = DamageTally.EXHAUSTIVE ? 360 : 90;

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private Map<String, byte[]> image = Map.of();
  private byte[] index = {};
  private String answers = "";
  private DamageTally tally = new DamageTally("");

  @BeforeEach
  void aSealedSegmentWithAnIndex(TestInfo test) throws IOException {
    tally = new DamageTally(test.getDisplayName());
    Journal journal = open();
    for (int i = 0; i < GROUPS; i++) {
      append(journal, i);
    }
    disk.advance(86_400_001);
    append(journal, GROUPS);
    journal.closeStepped();
    image = disk.image();
    index = disk.bytes(INDEX);
    answers = answers();
  }

  @AfterEach
  void tellHowManyDamagesWereTried() {
    tally.tell();
  }

  @Test
  void noFlippedBitOfAnIndexChangesAnAnswer() throws IOException {
    int last = DamageTally.endOfBits(index.length);
    for (int bit = DamageTally.firstBit(); bit < last; bit += DamageTally.EXHAUSTIVE ? 1 : 301) {
      byte[] damaged = index.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertUnchanged("bit " + bit, damaged);
    }
  }

  @Test
  void noTruncationOfAnIndexChangesAnAnswer() throws IOException {
    for (int length = index.length - 1; length >= 0; length -= DamageTally.EXHAUSTIVE ? 1 : 211) {
      assertUnchanged("cut to " + length, Arrays.copyOf(index, length));
    }
  }

  @Test
  void noZeroedSectorOfAnIndexChangesAnAnswer() throws IOException {
    for (int at = 0; at < index.length; at += 512) {
      byte[] damaged = index.clone();
      Arrays.fill(damaged, at, Math.min(at + 512, damaged.length), (byte) 0);
      assertUnchanged("sector at " + at + " zeroed", damaged);
    }
  }

  /** An index that is whole, but of another state of the segment, or of another segment. */
  @Test
  void anIndexOfSomethingElseChangesNoAnswer() throws IOException {
    disk.load(image);
    Journal journal = open();
    append(journal, GROUPS + 1);
    disk.advance(86_400_001);
    append(journal, GROUPS + 2);
    journal.closeStepped();
    byte[] other = disk.bytes(SegmentHeader.indexName(2));
    assertUnchanged("the index of the next segment", other);
  }

  private void assertUnchanged(String what, byte[] damaged) throws IOException {
    tally.count();
    disk.load(image);
    disk.replace(INDEX, damaged);
    assertThat(answers()).as(what).isEqualTo(answers);
    assertThat(disk.bytes(INDEX)).as("%s: the index made anew", what).isEqualTo(index);
  }

  /** Answers by key, by position and by time. */
  private String answers() throws IOException {
    Journal journal = open();
    try (JournalReader reader = journal.reader()) {
      List<Long> found = new ArrayList<>(reader.find(key(GROUPS / 2)));
      found.addAll(reader.find(key(1L << 40)));
      RecordVisitor collector =
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              found.add(group.position(i));
              return true;
            }

            @Override
            public void onDamage(Damage damage) {
              throw new AssertionError(damage);
            }
          };
      reader.forward(ReadRange.everything().positions(GROUPS / 3, GROUPS / 3 + 3), collector);
      reader.forward(ReadRange.everything().events(20, 22), collector);
      return found.toString();
    } finally {
      journal.abandon();
    }
  }

  private void append(Journal journal, int i) throws IOException {
    while (!journal.hasRoom(100)) {
      journal.step();
    }
    byte[] payload = ("record " + i).getBytes(UTF_8);
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", i, 1_000 + i, i, i);
    journal.append(entry.payload(payload, 0, payload.length), key(i));
    journal.step();
  }

  private static long key(long position) {
    return RecordKey.of("run-" + position);
  }

  private Journal open() throws IOException {
    return Journal.openStepped(disk, SETTINGS, () -> new UUID(1, 1), KEYS, new SilentListener());
  }
}
