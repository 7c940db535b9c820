package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a segment ends, what its end holds, and what is on the disk by then. */
class SegmentWriterTest {
  private static final String FIRST = SegmentHeader.fileName(1);
  private static final String SECOND = SegmentHeader.fileName(2);

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);

  /** Keeps what it is told. */
  private static final class Told extends SilentListener {
    private final List<String> segments = new ArrayList<>();
    private final List<Duration> times = new ArrayList<>();

    @Override
    public void onSegment(String name) {
      segments.add(name);
    }

    @Override
    public void onCommit(
        int records, long rawBytes, long frameBytes, long encodeNanos, long syncNanos) {
      times.add(Duration.ofNanos(encodeNanos));
      times.add(Duration.ofNanos(syncNanos));
    }
  }

  @Test
  void eachNewSegmentIsTold() throws IOException {
    Told told = new Told();
    try (SteppedJournal journal = new SteppedJournal(disk, told)) {
      journal.group("one");
      journal.roll();
    }

    assertThat(told.segments).containsExactly(FIRST, SECOND);
  }

  @Test
  void howLongEncodingAndSyncingTookIsTold(@TempDir Path folder) throws IOException {
    Told told = new Told();
    Storage real = new DiskStorage(folder, InstantSource.system(), System::nanoTime);
    try (Journal journal =
        Journal.open(real, SteppedJournal.SETTINGS, UUID::randomUUID, SteppedJournal.KEYS, told)) {
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 0, 0, 0, 0);
      journal.awaitDurable(journal.append(entry.payload(new byte[10], 0, 10), 1));
    }

    assertThat(told.times)
        .hasSize(2)
        .allSatisfy(time -> {
          assertThat(time).isPositive().isLessThan(Duration.ofSeconds(60));
        });
  }

  @Test
  void whatGroupsMayTakeLeavesRoomForTheHeaderAndTheSeal() {
    assertThat(SegmentWriter.roomIn(256 << 10))
        .isEqualTo((256 << 10) - SegmentHeader.FRAMES_AT - FrameHeader.frameLength(48));
  }

  @Test
  void aSealHasTheRootOverTheGroupsOfAllLives() throws IOException {
    SteppedJournal first = new SteppedJournal(disk);
    first.group("one");
    first.group("two", "three");
    first.close();
    try (SteppedJournal second = new SteppedJournal(disk)) {
      second.roll();
    }

    byte[] bytes = disk.bytes(FIRST);
    MerkleTree roots = new MerkleTree();
    int at = SegmentHeader.FRAMES_AT;
    FrameHeader header = ForgedFrame.header(bytes, at);
    while (header.type() == FrameHeader.Type.GROUP) {
      roots.addHash(header.root().bytes(), 0);
      at += header.frameLength();
      header = ForgedFrame.header(bytes, at);
    }
    assertThat(roots.leaves()).isGreaterThan(10);
    assertThat(header.root()).isEqualTo(new Hash(roots.root()));
    assertThat(at + header.frameLength()).isEqualTo(bytes.length);
  }

  @Test
  void aSealedSegmentIsGivenBackAndItsIndexSavedAtTheLatestAtTheEnd() throws IOException {
    SteppedJournal journal = new SteppedJournal(disk);
    journal.group("one");
    int open = disk.openFiles();
    journal.roll();
    assertThat(disk.openFiles()).isEqualTo(open);
    journal.close();

    assertThat(disk.exists(SegmentHeader.indexName(1))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("qts.journal.SimulatedStorage#seeds")
  void aNewSegmentIsOnTheDiskWithItsFirstGroup(long seed) throws IOException {
    SimulatedStorage torn = new SimulatedStorage(seed, 64 << 20);
    SteppedJournal journal = new SteppedJournal(torn);
    journal.group("one");
    journal.roll();
    long next = journal.journal().nextPosition();
    torn.losePower();

    assertThat(new SteppedJournal(torn).journal().nextPosition()).isEqualTo(next);
  }

  @ParameterizedTest
  @MethodSource("qts.journal.SimulatedStorage#seeds")
  void theWatermarkIsOnTheDiskAfterAQuietMomentAndAtASeal(long seed) throws IOException {
    SimulatedStorage torn = new SimulatedStorage(seed, 64 << 20);
    SteppedJournal journal = new SteppedJournal(torn);
    journal.group("one");
    journal.group();
    torn.losePower();
    SteppedJournal second = new SteppedJournal(torn);
    assertThat(second.journal().recovery().durable()).isZero();

    second.roll();
    long sealed = second.journal().nextPosition() - 2;
    torn.losePower();
    assertThat(new SteppedJournal(torn).journal().recovery().durable())
        .isGreaterThanOrEqualTo(sealed);
  }

  @Test
  void theKeysOfTheLastSegmentAloneAreSavedAtTheEnd() throws IOException {
    long inTheLast;
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      journal.roll();
      journal.group("two", "three");
      byte[] bytes = disk.bytes(SECOND);
      long first = ForgedFrame.header(bytes, SegmentHeader.FRAMES_AT).firstPosition();
      inTheLast = journal.journal().nextPosition() - first;
    }

    assertThat(disk.bytes(SavedKeys.FILE)).hasSize((int) SavedKeys.bytes((int) inTheLast));
  }

  @Test
  void ofAJournalWithoutARecordNothingIsMarked() throws IOException {
    new SteppedJournal(disk).close();

    assertThat(WatermarkFile.read(disk)).isNull();
    assertThat(disk.exists(SavedKeys.FILE)).isFalse();
  }

  @Test
  void aSegmentEndsWhenItIsOlderThanItMayBeAndHasRecords() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      disk.advance(SteppedJournal.SETTINGS.segmentMillis());
      journal.group("just in time");
      assertThat(journal.journal().newestSegment()).isOne();
      disk.advance(1);
      journal.group("late");
      assertThat(journal.journal().newestSegment()).isEqualTo(2);
      disk.advance(SteppedJournal.SETTINGS.segmentMillis());
      journal.group("again just in time");
      assertThat(journal.journal().newestSegment()).isEqualTo(2);
    }
  }
}
