package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What recovery makes of folders in which whole files are wrong: three segments, the last open. */
class RecoveryTest {
  private static final List<String> SEGMENTS =
      List.of(SegmentHeader.fileName(1), SegmentHeader.fileName(2), SegmentHeader.fileName(3));

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private long second;
  private long third;
  private long next;

  @BeforeEach
  void threeSegments() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("first");
      journal.roll();
      second = journal.journal().nextPosition() - 1;
      journal.roll();
      third = journal.journal().nextPosition() - 1;
      journal.group("last");
      next = journal.journal().nextPosition();
    }
  }

  @Test
  void anIntactFolderIsClean() throws IOException {
    assertThat(opened()).isEqualTo(new RecoveryReport(true, 3, next, next - 1, 0, List.of(), 0));
  }

  @Test
  void segmentsThatAreMissingInTheMiddleAreNamed() throws IOException {
    disk.remove(SEGMENTS.get(1));

    assertThat(opened().damages())
        .containsExactly(
            new Damage(SEGMENTS.get(2), 0, "segments 2 to 2 are missing", 0, -1),
            new Damage(
                SEGMENTS.get(2), 0, "records before this segment are missing", second, third - 1));
  }

  @Test
  void segmentsThatWereDeletedFromTheFrontAreNotMissed() throws IOException {
    disk.remove(SEGMENTS.get(0));

    assertThat(opened()).isEqualTo(new RecoveryReport(true, 2, next, next - 1, 0, List.of(), 0));
  }

  @Test
  void aSegmentOfAnotherJournalIsNamed() throws IOException {
    byte[] bytes = disk.bytes(SEGMENTS.get(0)).clone();
    SegmentHeader header = header(0);
    write(bytes, new SegmentHeader(new UUID(2, 2), 1, 0, header.createdMillis(), header.chain()));
    disk.replace(SEGMENTS.get(0), bytes);

    assertThat(opened().damages())
        .containsExactly(new Damage(SEGMENTS.get(0), 0, "belongs to another journal", 0, -1));
  }

  @Test
  void aFileUnderTheNameOfAnotherSegmentIsNotTakenForIt() throws IOException {
    disk.replace(SEGMENTS.get(1), disk.bytes(SEGMENTS.get(0)).clone());

    assertThat(opened().damages())
        .containsExactly(
            new Damage(SEGMENTS.get(1), 0, "the file holds segment 1", 0, -1),
            new Damage(
                SEGMENTS.get(2), 0, "records before this segment are missing", second, third - 1));
  }

  @Test
  void aSegmentWithADamagedHeaderIsReadByItsFrames() throws IOException {
    for (int i = 0; i < 3; i++) {
      Map<String, byte[]> image = disk.image();
      byte[] bytes = disk.bytes(SEGMENTS.get(i)).clone();
      bytes[30] ^= 1;
      disk.replace(SEGMENTS.get(i), bytes);
      RecoveryReport report = opened();

      assertThat(report.damages())
          .containsExactly(
              new Damage(SEGMENTS.get(i), 0, "the header of the segment is damaged", 0, -1));
      assertThat(report.nextPosition()).isEqualTo(next);
      disk.load(image);
    }
  }

  @Test
  void aSegmentOfWhichNothingIsLeftIsNamedWithTheRecordsItCosts() throws IOException {
    byte[] bytes = disk.bytes(SEGMENTS.get(1)).clone();
    Arrays.fill(bytes, (byte) 7);
    disk.replace(SEGMENTS.get(1), bytes);

    assertThat(opened().damages())
        .containsExactly(
            new Damage(SEGMENTS.get(1), 0, "the header is damaged and no frame can be read", 0, -1),
            new Damage(
                SEGMENTS.get(2), 0, "records before this segment are missing", second, third - 1));
  }

  @Test
  void aSegmentFullOfZerosSaysNothing() throws IOException {
    disk.replace(SegmentHeader.fileName(4), new byte[10_000]);

    assertThat(opened()).isEqualTo(new RecoveryReport(true, 3, next, next - 1, 0, List.of(), 0));
  }

  @Test
  void whatIsMissingBehindALostSealIsCountedOnce() throws IOException {
    byte[] bytes = disk.bytes(SEGMENTS.get(1));
    long whole = ForgedFrame.header(bytes, ForgedFrame.at(bytes, 4)).firstPosition();
    disk.replace(SEGMENTS.get(1), Arrays.copyOf(bytes, ForgedFrame.at(bytes, 4)));

    assertThat(opened().damages())
        .containsExactly(
            new Damage(
                SEGMENTS.get(1),
                ForgedFrame.at(bytes, 4),
                "the segment does not end with its seal",
                whole,
                third - 1));
  }

  @Test
  void aSegmentThatIsCutBehindItsHeaderHasLostEverything() throws IOException {
    disk.replace(SEGMENTS.get(1), Arrays.copyOf(disk.bytes(SEGMENTS.get(1)), 4_100));

    assertThat(opened().damages())
        .containsExactly(
            new Damage(
                SEGMENTS.get(1),
                4_096,
                "the segment does not end with its seal",
                second,
                third - 1));
  }

  @Test
  void aJournalWithoutAnySegmentGoesOnBehindItsWatermark() throws IOException {
    SEGMENTS.forEach(disk::remove);
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      assertThat(journal.journal().recovery().damages())
          .containsExactly(new Damage(SEGMENTS.get(2), 0, "all segments are missing", 0, next - 1));
      journal.group("after");
      assertThat(journal.journal().durablePosition()).isEqualTo(next);
      assertThat(disk.exists(SegmentHeader.fileName(4))).isTrue();
    }
  }

  @Test
  void aJournalWithoutAnySegmentStaysWhereItWasWhenItIsClosedAgain() throws IOException {
    SEGMENTS.forEach(disk::remove);
    new SteppedJournal(disk).close();

    try (SteppedJournal journal = new SteppedJournal(disk)) {
      assertThat(journal.journal().nextPosition()).isEqualTo(next);
      assertThat(journal.journal().recovery().clean()).isTrue();
    }
  }

  /** Such as a copy that somebody put there, or all that a power cut left of a file. */
  @Test
  void aFileWhereTheNextSegmentGoesIsKept() throws IOException {
    byte[] strange = disk.bytes(SEGMENTS.get(0)).clone();
    String fourth = SegmentHeader.fileName(4);
    disk.replace(fourth, strange);
    List<String> warnings = new ArrayList<>();
    JournalListener listener =
        new SilentListener() {
          @Override
          public void onWarning(String what) {
            warnings.add(what);
          }
        };
    try (SteppedJournal journal = new SteppedJournal(disk, listener)) {
      assertThat(journal.journal().recovery().damages())
          .containsExactly(new Damage(fourth, 0, "the file holds segment 1", 0, -1));
      journal.roll();
    }
    List<String> kept =
        disk.image().keySet().stream().filter(name -> name.startsWith("quarantine/")).toList();

    assertThat(warnings)
        .containsExactly(
            fourth + " was no segment of this journal and is kept as " + kept.getFirst());
    assertThat(disk.bytes(kept.getFirst())).isEqualTo(strange);
    assertThat(opened().damages()).isEmpty();
  }

  @Test
  void aHoleBeforeTheLastSegmentIsNamedThere() throws IOException {
    byte[] bytes = disk.bytes(SEGMENTS.get(2)).clone();
    SegmentHeader header = header(2);
    write(
        bytes,
        new SegmentHeader(new UUID(1, 1), 3, third + 5, header.createdMillis(), header.chain()));
    disk.replace(SEGMENTS.get(2), bytes);
    disk.remove(Watermark.FILE);

    assertThat(opened().damages())
        .contains(
            new Damage(
                SEGMENTS.get(1),
                sizeOf(1),
                "the segment does not end with its seal",
                third,
                third + 4));
  }

  @Test
  void aReaderNamesATornTailAndLeavesIt() throws IOException {
    byte[] bytes = disk.bytes(SEGMENTS.get(2)).clone();
    int end = ForgedFrame.at(bytes, 2);
    bytes[end + 50] = 1;
    disk.replace(SEGMENTS.get(2), bytes);
    Recovery.State state = read();

    assertThat(state.damages())
        .containsExactly(new Damage(SEGMENTS.get(2), end, "bytes behind the last frame", 0, -1));
    assertThat(disk.bytes(SEGMENTS.get(2))).isEqualTo(bytes);
    assertThat(state.cutBytes()).isZero();
    assertThat(state.nextPosition()).isEqualTo(next);
  }

  /** Nothing follows a seal when making the next segment failed. */
  @Test
  void anEndRightBehindASealIsAnOrderlyOne() throws IOException {
    SteppedJournal journal = new SteppedJournal(disk, new ForgivingListener());
    disk.advance(SteppedJournal.SETTINGS.segmentMillis() + 1);
    disk.failAt(3, Fault.SHORT_WRITE, false);
    journal.group("sealed, and never written");
    assertThat(journal.journal().failure()).isNotNull();
    disk.killProcess();

    new SteppedJournal(disk).close();
    Watermark mark = WatermarkFile.read(disk);
    assertThat(mark).isNotNull();
    assertThat(mark == null ? 0 : mark.endOffset()).isEqualTo(sizeOf(2));
    disk.killProcess();
    assertThat(opened()).isEqualTo(new RecoveryReport(true, 3, next, next - 1, 0, List.of(), 0));
  }

  private Recovery.State read() throws IOException {
    return Recovery.run(disk, () -> new UUID(9, 9), SteppedJournal.KEYS, false);
  }

  private RecoveryReport opened() throws IOException {
    Journal journal =
        Journal.openStepped(
            disk,
            SteppedJournal.SETTINGS,
            () -> new UUID(9, 9),
            SteppedJournal.KEYS,
            new SilentListener());
    return journal.recovery();
  }

  private long sizeOf(int segment) throws IOException {
    return disk.bytes(SEGMENTS.get(segment)).length;
  }

  private SegmentHeader header(int segment) throws IOException {
    try (StorageFile file = disk.open(SEGMENTS.get(segment), Storage.Mode.READ)) {
      SegmentHeader header = SegmentCheck.header(file);
      assertThat(header).isNotNull();
      return header == null ? new SegmentHeader(new UUID(0, 0), 0, 0, 0, Hash.ZERO) : header;
    }
  }

  private static void write(byte[] segment, SegmentHeader header) {
    byte[] bytes = header.toBytes().array();
    System.arraycopy(bytes, 0, segment, 0, bytes.length);
  }
}
