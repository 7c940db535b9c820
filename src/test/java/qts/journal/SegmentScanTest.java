package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pass over a segment of three groups finds. */
class SegmentScanTest {
  private static final String NAME = SegmentHeader.fileName(1);

  private final SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
  private byte[] bytes = {};
  private int end;

  @BeforeEach
  void threeGroups() throws IOException {
    SteppedJournal journal = new SteppedJournal(disk);
    journal.group("one");
    journal.group("two", "three");
    journal.group("four");
    bytes = disk.bytes(NAME);
    end = ForgedFrame.at(bytes, 3);
  }

  @Test
  void anIntactSegmentGivesItsFramesAndWhereTheyEnd() throws IOException {
    SegmentScan scan = scan(bytes);

    assertThat(offsets(scan)).containsExactly(4_096L, frame(1), frame(2));
    assertThat(scan.damages()).isEmpty();
    assertThat(List.of(scan.end(), scan.nextPosition())).containsExactly((long) end, 4L);
    assertThat(scan.hasTail()).isFalse();
    assertThat(scan.isSealed()).isFalse();
    assertThat(scan.writtenEnd()).isEqualTo(end - 7);
  }

  @Test
  void framesAreFoundAgainBehindDamageWhereverItIs() throws IOException {
    byte[] damaged = bytes.clone();
    damaged[(int) frame(1) + 100] ^= 1;
    SegmentScan scan = scan(damaged);

    assertThat(offsets(scan)).containsExactly(4_096L, frame(2));
    assertThat(scan.damages())
        .containsExactly(new Damage(NAME, frame(1), "damaged up to byte " + frame(2), 1, 2));
  }

  @Test
  void bytesBetweenFramesAreADamageThatCostsNoRecord() throws IOException {
    int from = (int) frame(1);
    byte[] shifted = new byte[bytes.length + 64];
    System.arraycopy(bytes, 0, shifted, 0, from);
    System.arraycopy(bytes, from, shifted, from + 64, bytes.length - from);
    SegmentScan scan = scan(shifted);

    assertThat(scan.frames()).hasSize(3);
    assertThat(scan.damages())
        .containsExactly(new Damage(NAME, from, "damaged up to byte " + (from + 64), 1, 0));
  }

  @Test
  void aFrameThatRepeatsEarlierPositionsIsNotTaken() throws IOException {
    byte[] repeated = bytes.clone();
    System.arraycopy(bytes, 4_096, repeated, end, (int) frame(1) - 4_096);
    SegmentScan scan = scan(repeated);

    assertThat(scan.frames()).hasSize(3);
    assertThat(scan.hasTail()).isTrue();
    assertThat(scan.end()).isEqualTo(end);
  }

  @Test
  void theVisitorEndsThePass() throws IOException {
    try (StorageFile file = disk.open(NAME, Storage.Mode.READ)) {
      List<Long> seen = new ArrayList<>();
      SegmentScan scan =
          SegmentScan.of(
              file,
              NAME,
              0,
              (frame, window, at) -> {
                seen.add(frame.offset());
                return seen.size() < 2;
              });

      assertThat(seen).containsExactly(4_096L, frame(1));
      assertThat(scan.end()).isEqualTo(frame(2));
    }
  }

  @Test
  void aFileOfNothingButZerosOrOfNothingAtAllHasNoFrames() throws IOException {
    for (int size : List.of(0, 10, 4_096, 4_097, 300_000)) {
      SegmentScan scan = scan(new byte[size]);
      assertThat(scan.frames()).isEmpty();
      assertThat(scan.hasTail()).isFalse();
      assertThat(scan.writtenEnd()).isZero();
    }
  }

  @Test
  void theEndOfWhatIsWrittenIsFoundToTheByte() throws IOException {
    for (int at : List.of(0, 1, 65_535, 65_536, 65_537, 131_072, 299_999)) {
      byte[] one = new byte[300_000];
      one[at] = 1;
      assertThat(scan(one).writtenEnd()).isEqualTo(at + 1);
    }
  }

  @Test
  void aTailIsSeenWhereverItsOnlyByteIs() throws IOException {
    for (int at : List.of(end, end + 1, 100_000, bytes.length - 1)) {
      byte[] torn = bytes.clone();
      torn[at] = 1;
      assertThat(scan(torn).hasTail()).as("byte %d", at).isTrue();
    }
  }

  @Test
  void aFileThatBecomesShorterWhileItIsReadEndsWhereItEnds() throws IOException {
    byte[] longer = Arrays.copyOf(bytes, 3 << 20);
    longer[longer.length - 1] = 1;
    disk.replace(NAME, longer);
    try (StorageFile file = disk.open(NAME, Storage.Mode.READ)) {
      SegmentScan scan =
          SegmentScan.of(new Shrinking(file, 2 << 20), NAME, 0, (frame, window, at) -> true);

      assertThat(scan.frames()).hasSize(3);
      assertThat(scan.hasTail()).isFalse();
    }
  }

  /** A file that says it is as long as it was, and gives only the beginning. */
  private record Shrinking(StorageFile file, long left) implements StorageFile {
    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
      into.limit(Math.clamp(left - offset + into.position(), 0, into.limit()));
      return file.read(into, offset);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void write(ByteBuffer from, long offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void force() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Test
  void anInterruptEndsAScrubAndIsNoDamage(@TempDir Path folder) throws IOException {
    DiskStorage storage = new DiskStorage(folder, () -> Instant.ofEpochMilli(0), () -> 0);
    JournalSettings large =
        JournalSettings.standard().withSegmentBytes(32 << 20).withDisk(new DiskLimits(0, 0, 0, 0));
    Journal journal =
        Journal.openStepped(
            storage, large, () -> new UUID(1, 1), SteppedJournal.KEYS, new SilentListener());
    byte[] noise = new byte[2 << 20];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < 2; i++) {
      journal.step();
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
      journal.append(entry.payload(noise, 0, noise.length), 0);
    }
    journal.closeStepped();
    ScrubPace interrupting =
        bytes -> {
          Thread.currentThread().interrupt();
          return true;
        };
    Scrub scrub = new Scrub(storage);

    assertThatExceptionOfType(ClosedByInterruptException.class)
        .isThrownBy(() -> scrub.check(1, interrupting));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.size(folder.resolve(NAME))).isEqualTo(32 << 20);
  }

  private SegmentScan scan(byte[] content) throws IOException {
    disk.replace(NAME, content);
    return SegmentScan.of(disk.open(NAME, Storage.Mode.READ), NAME, 0);
  }

  private long frame(int number) {
    return ForgedFrame.at(bytes, number);
  }

  private static List<Long> offsets(SegmentScan scan) {
    return scan.frames().stream().map(Frame::offset).toList();
  }
}
