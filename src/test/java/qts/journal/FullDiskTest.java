package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a journal does on a simulated disk that has no room left, or within a used-up quota. */
class FullDiskTest {
  private static final String FILLER = "filler";
  private static final long CAPACITY = 4 << 20;
  private static final long RESERVE = 64 << 10;
  private static final DiskLimits LIMITS = new DiskLimits(0, RESERVE, 0, 1 << 20);
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDisk(LIMITS);

  private final SimulatedStorage disk = new SimulatedStorage(1, CAPACITY);
  private final Random random = new Random(2);
  private final List<String> appended = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  @Test
  void decisionsGoOnIntoTheReserveWhileSnapshotsAreRefused() throws IOException {
    Journal journal = open(SETTINGS);
    fillDisk();
    fill(journal, RecordKind.SNAPSHOT);
    assertThat(journal.isFull()).isTrue();
    assertThat(journal.room().state()).isEqualTo(JournalRoom.State.FULL);
    long before = journal.room().reserveLeftBytes();
    assertThat(before).isGreaterThan(RESERVE / 2);
    for (RecordKind kind : RecordKind.values()) {
      if (kind.mayUseReserve()) {
        append(journal, kind, 100);
        journal.step();
      } else {
        assertThatThrownBy(() -> append(journal, kind, 100))
            .isInstanceOf(JournalFullException.class)
            .hasMessageContaining("free some space");
      }
    }
    assertThat(journal.durablePosition()).isEqualTo(appended.size() - 1L);
    assertThat(journal.room().reserveLeftBytes()).isBetween(1L, before - 1);
    assertThat(read(journal)).isEqualTo(appended);
    assertThat(heard).containsExactly("low", "full");
  }

  @Test
  void theReserveEndsWithARefusalAndNothingElse() throws IOException {
    Journal journal = open(SETTINGS);
    fillDisk();
    fill(journal, RecordKind.SNAPSHOT);
    int snapshots = appended.size();
    fill(journal, RecordKind.JUDGMENT);
    assertThat(appended.size() - snapshots).isGreaterThan(100);
    assertThat(journal.room().reserveLeftBytes()).isLessThan(3 * 1024);
    assertThat(journal.failure()).isNull();
    assertThat(read(journal)).isEqualTo(appended);
  }

  @Test
  void whenRoomReturnsSnapshotsGoOnAndTheReserveIsThereAgain() throws IOException {
    Journal journal = open(SETTINGS);
    fillDisk();
    fill(journal, RecordKind.SNAPSHOT);
    fill(journal, RecordKind.JUDGMENT);
    disk.remove(FILLER);
    journal.step();
    assertThat(journal.isFull()).isFalse();
    assertThat(journal.room().reserveLeftBytes()).isEqualTo(SegmentWriter.roomIn(RESERVE));
    append(journal, RecordKind.SNAPSHOT, 100);
    journal.step();
    assertThat(read(journal)).isEqualTo(appended);
    assertThat(heard).containsExactly("low", "full", "room", "not low");
  }

  @Test
  void aJournalOpensAgainOnAFullDiskAndStillTakesDecisions() throws IOException {
    Journal journal = open(SETTINGS);
    fillDisk();
    fill(journal, RecordKind.SNAPSHOT);
    append(journal, RecordKind.JUDGMENT, 100);
    journal.step();
    for (int life = 0; life < 6; life++) {
      if (life % 2 == 0) {
        disk.losePower();
      } else {
        disk.killProcess();
      }
      Journal again = open(SETTINGS);
      assertThat(again.recovery().damages()).isEmpty();
      assertThat(read(again)).isEqualTo(appended);
      again.step();
      assertThat(again.isFull()).isTrue();
      append(again, RecordKind.JUDGMENT, 100);
      again.step();
      assertThat(again.durablePosition()).isEqualTo(appended.size() - 1L);
    }
  }

  @Test
  void aTornTailIsCutAlsoOnAFullDisk() throws IOException {
    Journal journal = open(SETTINGS);
    append(journal, RecordKind.SNAPSHOT, 2_000);
    journal.step();
    fillDisk();
    disk.killProcess();
    String segment = SegmentHeader.fileName(1);
    byte[] torn = disk.bytes(segment).clone();
    torn[100_000] = 7;
    disk.replace(segment, torn);
    Journal again = open(SETTINGS);
    assertThat(again.recovery().cutBytes()).isBetween(1L, 100_000L);
    assertThat(disk.bytes(segment)[100_000]).isZero();
    assertThat(disk.image().keySet()).anyMatch(name -> name.startsWith("quarantine/"));
    append(again, RecordKind.JUDGMENT, 100);
    again.step();
    assertThat(read(again)).isEqualTo(appended);
  }

  @Test
  void aUsedUpQuotaIsLikeAFullDisk() throws IOException {
    Journal journal = open(SETTINGS.withDisk(LIMITS.withQuotaBytes(2 << 20)));
    fill(journal, RecordKind.SNAPSHOT);
    assertThat(journal.room().usedBytes()).isBetween((2L << 20) - (300 << 10), 2L << 20);
    assertThatThrownBy(() -> append(journal, RecordKind.SNAPSHOT, 100))
        .isInstanceOf(JournalFullException.class)
        .hasMessageContaining("its quota of 2097152 bytes");
    assertThatThrownBy(journal::checkRoom).isInstanceOf(JournalFullException.class);
    append(journal, RecordKind.BLOCK, 100);
    journal.step();
    assertThat(journal.durablePosition()).isEqualTo(appended.size() - 1L);
    disk.killProcess();
    Journal larger = open(SETTINGS.withDisk(LIMITS.withQuotaBytes(3 << 20)));
    larger.step();
    append(larger, RecordKind.SNAPSHOT, 100);
    larger.step();
    assertThat(read(larger)).isEqualTo(appended);
  }

  @Test
  void groupsOfAnySizeNeverOutgrowTheReserve() throws IOException {
    Journal journal = open(SETTINGS);
    fillDisk();
    fill(journal, RecordKind.SNAPSHOT);
    for (boolean room = true; room; journal.step()) {
      room = appendSome(journal, random.nextInt(40));
    }
    assertThat(journal.room().reserveLeftBytes()).isLessThan(RESERVE / 8);
    assertThat(read(journal)).isEqualTo(appended);
  }

  /** What is kept in memory of each group must fit, however large the segment is. */
  @Test
  void snapshotsWaitWhereTheLastSegmentHasVeryManyGroupsAndTheNextCannotBeMade()
      throws IOException {
    SimulatedStorage small = new SimulatedStorage(1, 60 << 20);
    Journal journal =
        Journal.openStepped(
            small,
            JournalSettings.standard().withSegmentBytes(40 << 20).withDiskReserveBytes(0),
            () -> new UUID(1, 1),
            (group, i) -> 0,
            new SilentListener());
    int groups = 0;
    for (journal.step(); !journal.isFull(); journal.step()) {
      journal.append(entry(RecordKind.SNAPSHOT, 1), 0);
      groups++;
    }

    assertThat(groups).isEqualTo(2 * SegmentWriter.MAX_GROUPS);
    assertThatThrownBy(() -> journal.append(entry(RecordKind.SNAPSHOT, 1), 0))
        .isInstanceOf(JournalFullException.class);
    assertThat(journal.append(entry(RecordKind.JUDGMENT, 1), 0)).isEqualTo(groups);
    small.resize(200 << 20);
    journal.step();
    assertThat(journal.append(entry(RecordKind.SNAPSHOT, 1), 0)).isEqualTo(groups + 1L);
    journal.step();
    assertThat(small.list()).contains(SegmentHeader.fileName(2));
  }

  /** Appends decisions to the open group while it has room; false when they are refused. */
  private boolean appendSome(Journal journal, int count) throws IOException {
    try {
      for (int i = 0; i < count && journal.hasRoom(entry(RecordKind.JUDGMENT, 3_000)); i++) {
        append(journal, RecordKind.JUDGMENT, random.nextInt(1_500));
      }
      return true;
    } catch (JournalFullException e) {
      return false;
    }
  }

  private static Entry entry(RecordKind kind, int size) {
    return new Entry().of(kind, "s@1", 1, 1, 1, 1).payload(new byte[size], 0, size);
  }

  private Journal open(JournalSettings settings) throws IOException {
    Journal journal =
        Journal.openStepped(disk, settings, () -> new UUID(1, 1), (g, i) -> 0, new Ears());
    journal.step();
    return journal;
  }

  /** Leaves room for one more segment and some indexes. */
  private void fillDisk() throws IOException {
    disk.replace(FILLER, new byte[(int) (disk.usableBytes() - (450 << 10))]);
  }

  /** Appends records of a kind until they are refused. */
  private void fill(Journal journal, RecordKind kind) throws IOException {
    try {
      for (int i = 0; i < 100_000; i++) {
        append(journal, kind, 400);
        journal.step();
      }
    } catch (JournalFullException expected) {
      assertThat(expected).hasMessageContaining("no room for another segment");
    }
    journal.step();
  }

  /** Appends a record with noise of {@code size} bytes. */
  private void append(Journal journal, RecordKind kind, int size) throws IOException {
    byte[] noise = new byte[size];
    random.nextBytes(noise);
    String text = kind + " " + appended.size() + " " + HexFormat.of().formatHex(noise);
    byte[] payload = text.getBytes(UTF_8);
    Entry entry = new Entry().of(kind, "s@1", 1, 1, 1, 1).payload(payload, 0, payload.length);
    assertThat(journal.append(entry, 0)).isEqualTo(appended.size());
    appended.add(text);
  }

  private static List<String> read(Journal journal) throws IOException {
    List<String> seen = new ArrayList<>();
    try (JournalReader reader = journal.reader()) {
      reader.forward(
          ReadRange.everything(),
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              return seen.add(new String(group.payload(i), UTF_8));
            }

            @Override
            public void onDamage(Damage damage) {
              throw new AssertionError(damage);
            }
          });
    }
    return seen;
  }

  /** Hears of the room; that an index can't be saved is no wonder here. */
  private final class Ears extends SilentListener {
    @Override
    public void onFull(boolean full, String obstacle) {
      heard.add(full ? "full" : "room");
    }

    @Override
    public void onLow(boolean low, long mayGrowBytes, String limit) {
      heard.add(low ? "low" : "not low");
    }

    @Override
    public void onWarning(String what) {
      assertThat(what).contains("index");
    }
  }
}
