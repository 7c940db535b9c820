package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Index files that can't be trusted are not, whatever is wrong with them. */
class SegmentIndexTest {
  private static final String INDEX = SegmentHeader.indexName(1);
  private static final UUID ID = new UUID(1, 1);

  private final SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
  private long segmentBytes;

  @BeforeEach
  void aSealedSegment() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one", "two", "one");
      journal.roll();
    }
    segmentBytes = disk.bytes(SegmentHeader.fileName(1)).length;
  }

  @Test
  void anIndexThatIsRightIsTaken() throws IOException {
    SegmentIndex index = load(ID, 1, segmentBytes);
    assertThat(index).isNotNull();
    if (index != null) {
      List<Long> places = new ArrayList<>();
      List<Long> all = new ArrayList<>();
      try (KeyTable keys = index.keys(disk, 1)) {
        keys.find(RecordKey.of("one"), entry -> places.add((long) RecordKey.place(entry)));
        keys.find(RecordKey.of("nobody"), places::add);
        keys.forEach(all::add);
      }
      assertThat(places).containsExactly(0L, 2L);
      assertThat(all).isSorted().hasSize((int) index.frames().getLast().header().firstPosition());
      assertThat(index.hasKeys()).isFalse();
      assertThat(index.frames().getFirst().offset()).isEqualTo(4_096);
      assertThat(index.summary())
          .isEqualTo(new SegmentIndex.Summary(0, all.size() - 1, RecordKind.SNAPSHOT.bit(), 0, 0));
    }
  }

  @Test
  void theIndexOfAnotherSegmentOrJournalOrSizeIsNotTaken() throws IOException {
    assertThat(load(new UUID(1, 2), 1, segmentBytes)).isNull();
    assertThat(load(new UUID(2, 1), 1, segmentBytes)).isNull();
    assertThat(load(ID, 2, segmentBytes)).isNull();
    assertThat(load(ID, 1, segmentBytes - 1)).isNull();
    disk.replace(SegmentHeader.indexName(2), disk.bytes(INDEX).clone());
    assertThat(load(ID, 2, segmentBytes)).isNull();
  }

  @Test
  void numbersThatDoNotFitTheFileAreNotBelievedAlthoughTheChecksumHolds() throws IOException {
    List<Consumer<ByteBuffer>> forgeries =
        List.of(
            b -> b.putLong(0, 7),
            b -> b.putInt(8, 2),
            b -> b.putInt(12, b.getInt(12) + 1),
            b -> b.putInt(12, -1),
            b -> b.putInt(16, b.getInt(16) - 1),
            b -> b.putInt(16, -5),
            b -> b.putLong(80, 1),
            b -> b.putInt(96 + 8, 7));
    byte[] index = disk.bytes(INDEX);
    for (Consumer<ByteBuffer> forgery : forgeries) {
      byte[] forged = index.clone();
      ByteBuffer b = ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN);
      forgery.accept(b);
      int end = forged.length - 4;
      b.putInt(end, Checksums.of(b, 0, end, new CRC32C()));
      disk.replace(INDEX, forged);
      assertThat(load(ID, 1, segmentBytes)).as("forgery %d", forgeries.indexOf(forgery)).isNull();
    }
    disk.replace(INDEX, new byte[99]);
    assertThat(load(ID, 1, segmentBytes)).isNull();
    disk.remove(INDEX);
    assertThat(load(ID, 1, segmentBytes)).isNull();
  }

  @Test
  void anIndexWhoseKeysAreOnTheDiskIsNotWrittenAgain() {
    SegmentIndex index =
        SegmentIndex.of(5_000, List.of(), new SegmentKeys(new long[] {1L << 24}, 1));
    assertThat(index.hasKeys()).isTrue();
    assertThat(index.withoutKeys().hasKeys()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> index.withoutKeys().save(disk, ID, 5))
        .withMessage("the keys of this index are on the disk already");
  }

  @Test
  void anIndexForWhichThereIsNoRoomLeavesNothingBehind() throws IOException {
    SegmentIndex index = SegmentIndex.of(5_000, List.of(), new SegmentKeys(new long[1_000], 1_000));
    disk.resize(0);
    assertThat(save(index)).contains("No space left on device");
    assertThat(disk.exists(SegmentHeader.indexName(5) + ".new")).isFalse();
    disk.resize(8 << 20);
    disk.failAt(3, true);
    assertThat(save(index)).contains("Input/output error").contains("and then: ");
    disk.healthy();
    assertThat(save(index)).isEqualTo("saved");
  }

  private String save(SegmentIndex index) {
    try {
      index.save(disk, ID, 5);
      return "saved";
    } catch (IOException e) {
      return e.getMessage()
          + (e.getSuppressed().length > 0 ? " and then: " + e.getSuppressed()[0] : "");
    }
  }

  private @Nullable SegmentIndex load(UUID id, long number, long bytes) throws IOException {
    return SegmentIndex.load(disk, id, number, bytes);
  }
}
