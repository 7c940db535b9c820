package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A scrub of a journal of a sealed and an open segment, whose groups hold ten records each. */
class ScrubTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  private static final String FIRST = SegmentHeader.fileName(1);
  private static final String SECOND = SegmentHeader.fileName(2);

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private Map<String, byte[]> image = new TreeMap<>();

  @BeforeEach
  void aSealedAndAnOpenSegment() throws IOException {
    try (var journal = new Stepped()) {
      for (int i = 0; disk.list().stream().noneMatch(SECOND::equals); i++) {
        journal.appendTen(i);
      }
      journal.appendTen(0);
    }
    image = disk.image();
  }

  @Test
  void anIntactJournalIsReadWholeAndPraised() throws IOException {
    ScrubbedSegment first = check(1);
    ScrubbedSegment second = check(2);

    assertThat(new Scrub(disk).segments()).containsExactly(1L, 2L);
    assertThat(first.damages()).isEmpty();
    assertThat(second.damages()).isEmpty();
    assertThat(List.of(first.finished(), first.sealed(), first.index(), second.index()))
        .containsExactly(true, true, IndexState.OK, IndexState.NONE);
    assertThat(first.records()).isEqualTo(10 * first.groups());
    assertThat(first.bytes()).isEqualTo(new Scrub(disk).size(1));
    assertThat(second.records()).isEqualTo(20);
  }

  @Test
  void whatIsMissingAroundTheSegmentsIsTold() throws IOException {
    Scrub scrub = new Scrub(disk);
    long last = check(1).records() + check(2).records() - 1;
    long begin = ForgedFrame.header(disk.bytes(SECOND), SegmentHeader.FRAMES_AT).firstPosition();
    assertThat(scrub.finishedSegments()).containsExactly(1L);
    assertThat(scrub.allMissing()).isEmpty();
    assertThat(scrub.laterBeginning()).isEmpty();

    disk.remove(SECOND);
    assertThat(scrub.finishedSegments()).as("the last of the two is gone").containsExactly(1L);

    disk.load(image);
    disk.remove(FIRST);
    LaterBeginning second = new LaterBeginning(2, begin);
    assertThat(scrub.laterBeginning()).contains(second);
    assertThat(second.what())
        .isEqualTo("the first segment is number 2, with position %d".formatted(begin));
    disk.replace(SECOND, blankHeader(disk.bytes(SECOND)));
    assertThat(scrub.laterBeginning()).as("by its first frame").contains(second);

    disk.remove(SECOND);
    String none = "the watermark names position %d, but there is no segment".formatted(last);
    assertThat(scrub.allMissing()).contains(new Damage(Watermark.FILE, 0, none, 0, last));
    assertThat(scrub.laterBeginning()).isEmpty();
    assertThat(scrub.finishedSegments()).isEmpty();
    disk.remove(Watermark.FILE);
    assertThat(scrub.allMissing()).isEmpty();
  }

  private static byte[] blankHeader(byte[] segment) {
    byte[] damaged = segment.clone();
    Arrays.fill(damaged, 0, SegmentHeader.FRAMES_AT, (byte) 0);
    return damaged;
  }

  @Tag("exhaustive")
  @Test
  void everyFlippedBitIsFoundAndCostsOnlyItsGroup() throws IOException {
    byte[] bytes = disk.bytes(FIRST);
    for (int at = 0; at < bytes.length; at += 509) {
      if (at < 92 || at >= SegmentHeader.FRAMES_AT) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) (1 << (at % 8));
        disk.replace(FIRST, damaged);
        List<DamagedBytes> found = check(1).damages();
        assertThat(found).as("byte " + at).isNotEmpty();
        assertThat(found.stream().mapToLong(d -> d.damage().lost()).sum())
            .as("byte " + at)
            .isLessThanOrEqualTo(10);
      }
    }
  }

  @Test
  void theDamageIsNamedWithItsPlaceAndPositions() throws IOException {
    int third = frameAt(disk.bytes(FIRST), 2);
    int fourth = frameAt(disk.bytes(FIRST), 3);
    flip(FIRST, third + 200);

    assertThat(check(1).damages())
        .containsExactly(
            new DamagedBytes(
                new Damage(FIRST, third, "damaged up to byte " + fourth, 20, 29), fourth - third));
  }

  @Test
  void aFrameThatWasForgedWithRightChecksumsBreaksTheChain() throws IOException {
    byte[] bytes = disk.bytes(FIRST).clone();
    int second = frameAt(bytes, 1);
    var header = header(bytes, second);
    byte[] forged = forge(bytes, second, header, new Hash(new byte[32]), header.chain());
    disk.replace(FIRST, forged);

    assertThat(whats(check(1)))
        .containsExactly(
            "the records do not match the group's tree hash",
            "the chain is broken: the frame does not carry the hash of the one before",
            "the seal does not match the groups of the segment");
  }

  @Test
  void theEndOfASegmentMustBeWhatTheNextOneFollowsOn() throws IOException {
    byte[] bytes = disk.bytes(FIRST);
    int seal = bytes.length - FrameHeader.frameLength(48);
    disk.replace(FIRST, Arrays.copyOf(bytes, seal));
    assertThat(whats(check(1)))
        .containsExactly("the chain is broken: the next segment does not carry the last hash");
    disk.replace(FIRST, Arrays.copyOf(bytes, frameAt(bytes, 5)));
    assertThat(check(1).damages())
        .singleElement()
        .satisfies(d -> assertThat(d.damage().firstLost()).isEqualTo(50));
  }

  @Test
  void acknowledgedRecordsThatAreGoneFromTheEndAreNamed() throws IOException {
    byte[] bytes = disk.bytes(SECOND).clone();
    int lastFrame = frameAt(bytes, 1);
    Arrays.fill(bytes, lastFrame, bytes.length, (byte) 0);
    disk.replace(SECOND, bytes);

    assertThat(whats(check(2))).containsExactly("acknowledged records are gone from the end");
    assertThat(check(2).damages().getFirst().damage().lost()).isEqualTo(10);
  }

  @Test
  void whatAWriterIsJustWritingBehindTheWatermarkIsNotJudged() throws IOException {
    byte[] bytes = disk.bytes(SECOND).clone();
    Arrays.fill(bytes, frameAt(bytes, 2), frameAt(bytes, 2) + 300, (byte) 7);
    disk.replace(SECOND, bytes);

    assertThat(check(2).damages()).isEmpty();
  }

  @Test
  void theIndexIsCheckedAndItsAbsenceIsNoDamage() throws IOException {
    List<IndexState> states = new ArrayList<>();
    flip(SegmentHeader.indexName(1), 200);
    states.add(check(1).index());
    disk.remove(SegmentHeader.indexName(1));
    states.add(check(1).index());

    assertThat(states).containsExactly(IndexState.STALE, IndexState.MISSING);
    assertThat(check(1).damages()).isEmpty();
  }

  @Test
  void bytesThatTheDiskRefusesAreADamageWithItsPlace() throws IOException {
    int calls = disk.calls();
    check(1);
    int all = disk.calls() - calls;
    List<String> told = new ArrayList<>();
    for (int n = 1; n < all; n++) {
      disk.failAt(n, false);
      try {
        told.addAll(whats(check(1)));
      } catch (IOException refused) {
        told.add("can't even begin");
      }
      disk.healthy();
    }

    assertThat(told)
        .hasSizeGreaterThanOrEqualTo(all - 1)
        .anySatisfy(what -> assertThat(what).startsWith("the disk does not give the bytes"));
  }

  @Test
  void itStopsWhenTold() throws IOException {
    long[] read = {0};
    ScrubbedSegment segment =
        new Scrub(disk)
            .check(
                1,
                bytes -> {
                  read[0] += bytes;
                  return false;
                });

    assertThat(segment.finished()).isFalse();
    assertThat(read[0]).isEqualTo(segment.bytes() - SegmentHeader.FRAMES_AT);
    assertThat(segment.groups()).isOne();
  }

  @Test
  void aFileThatHoldsAnotherSegmentOrThatOfAnotherJournalIsNamed() throws IOException {
    byte[] first = disk.bytes(FIRST).clone();
    disk.replace(SECOND, first);
    assertThat(whats(check(2)).getFirst()).isEqualTo("the file holds segment 1");
    byte[] foreign = first.clone();
    byte[] header = new SegmentHeader(new UUID(2, 2), 1, 0, 0, Hash.ZERO).toBytes().array();
    System.arraycopy(header, 0, foreign, 0, header.length);
    disk.load(image);
    disk.replace(FIRST, foreign);

    assertThat(whats(check(1)))
        .containsExactly(
            "the segment belongs to another journal",
            "the chain is broken: the frame does not carry the hash of the one before");
  }

  @Test
  void aDamagedHeaderIsNamedAndTheFramesBehindItAreChecked() throws IOException {
    flip(FIRST, 30);
    ScrubbedSegment first = check(1);
    disk.load(image);
    flip(SECOND, 30);

    assertThat(first.damages())
        .containsExactly(
            new DamagedBytes(
                new Damage(FIRST, 0, "the header of the segment is damaged", 0, -1), 4_096));
    assertThat(check(2).damages())
        .containsExactly(
            new DamagedBytes(
                new Damage(SECOND, 0, "the header of the segment is damaged", 0, -1), 4_096));
    assertThat(check(1).damages()).isEmpty();
  }

  @Test
  void aHeaderOfWhichOnlyAPartIsThereIsNamed() throws IOException {
    disk.replace(FIRST, Arrays.copyOf(disk.bytes(FIRST), 50));

    assertThat(check(1).damages().getFirst())
        .isEqualTo(
            new DamagedBytes(
                new Damage(FIRST, 0, "the header of the segment is damaged", 0, -1), 50));
  }

  @Test
  void recordsOfOtherKindsThanTheFrameSaysAreNamed() throws IOException {
    byte[] bytes = disk.bytes(SECOND);
    int at = frameAt(bytes, 1);
    ForgedFrame forged = ForgedFrame.of(bytes, at).kinds(RecordKind.BLOCK.bit());
    disk.replace(SECOND, forged.in(bytes, at));

    assertThat(whats(check(2)))
        .containsExactly(
            "the header names other kinds of records than there are",
            "the last frame is not the one that the watermark names");
  }

  @Test
  void aGroupThatCannotBeDecodedAlthoughItsChecksumHoldsIsNamedWithItsRecords() throws IOException {
    byte[] bytes = disk.bytes(FIRST);
    int at = frameAt(bytes, 3);
    ForgedFrame frame = ForgedFrame.of(bytes, at);
    byte[] body = frame.body();
    body[0] = 77;
    disk.replace(FIRST, frame.in(bytes, at));
    List<DamagedBytes> damages = check(1).damages();

    assertThat(damages).hasSize(2);
    assertThat(damages.getFirst().damage().firstLost()).isEqualTo(30);
    assertThat(damages.getFirst().damage().lost()).isEqualTo(10);
    assertThat(damages.getFirst().length()).isEqualTo(header(bytes, at).frameLength());
    assertThat(damages.getLast().damage().what())
        .isEqualTo("the chain is broken: the frame does not carry the hash of the one before");
  }

  @Test
  void aBodyThatDoesNotDecompressIsADamage() throws IOException {
    byte[] bytes = disk.bytes(FIRST);
    int at = frameAt(bytes, 3);
    byte[] body = ForgedFrame.of(bytes, at).body();
    List<String> whats = new ArrayList<>();
    for (int raw : List.of(10, body.length * 3)) {
      ForgedFrame frame = ForgedFrame.of(bytes, at).body(FrameHeader.Codec.ZSTD, body, raw);
      disk.replace(FIRST, frame.in(bytes, at));
      whats.add(check(1).damages().getFirst().damage().what());
    }
    assertThat(whats).hasSize(2).noneMatch(String::isBlank);
  }

  @Test
  void aBodyThatDecompressesToLessThanItSaysIsADamage() throws IOException {
    byte[] empty = Zstd.compress(new byte[0]);
    byte[] frame = new byte[FrameHeader.BYTES + empty.length];
    System.arraycopy(empty, 0, frame, FrameHeader.BYTES, empty.length);
    FrameHeader header = headerOf(header(disk.bytes(FIRST), 4_096), empty.length, 99);
    try (StorageFile file = disk.open(FIRST, Storage.Mode.READ);
        FrameReader frames = new FrameReader(file, FIRST)) {
      assertThat(frames.decode(new Frame(9, header), frame, 0, new Group()))
          .isEqualTo(new Damage(FIRST, 9, "the body is shorter than its header says", 0, 9));
    }
  }

  private static FrameHeader headerOf(FrameHeader h, int bodyLength, int rawLength) {
    return new FrameHeader(
        h.type(),
        FrameHeader.Codec.ZSTD,
        FrameHeader.frameLength(bodyLength),
        bodyLength,
        rawLength,
        h.records(),
        h.firstPosition(),
        h.durable(),
        h.minEventMillis(),
        h.maxEventMillis(),
        h.firstReceiveMillis(),
        h.lastReceiveMillis(),
        h.monotonicNanos(),
        h.kinds(),
        h.filterLow(),
        h.filterHigh(),
        h.root(),
        h.chain());
  }

  @Test
  void bytesBehindTheSealAreNamedAndWhatTheyCost() throws IOException {
    byte[] bytes = disk.bytes(FIRST);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 40);
    disk.replace(FIRST, longer);
    assertThat(check(1).damages())
        .containsExactly(
            behind(bytes.length, header(disk.bytes(SECOND), 4096).firstPosition(), 40));
    int seal = bytes.length - FrameHeader.frameLength(48);
    int last = frameAt(bytes, (int) check(1).groups() - 1);
    byte[] cut = Arrays.copyOf(bytes, seal);
    cut[seal - 1] ^= 1;
    disk.replace(FIRST, cut);
    long lost = header(bytes, last).firstPosition();

    assertThat(check(1).damages())
        .containsExactly(
            new DamagedBytes(
                new Damage(
                    FIRST, last, "bytes behind the last frame that are no frame", lost, lost + 9),
                seal - last));
    flip(SECOND, 30);
    assertThat(check(1).damages().getFirst().damage().lost()).isZero();
  }

  private static DamagedBytes behind(long at, long next, long length) {
    return new DamagedBytes(
        new Damage(FIRST, at, "bytes behind the last frame that are no frame", next, next - 1),
        length);
  }

  @Test
  void aMissingSealIsNamedWhereTheNextSegmentCannotTell() throws IOException {
    byte[] bytes = disk.bytes(FIRST);
    int seal = bytes.length - FrameHeader.frameLength(48);
    disk.replace(FIRST, Arrays.copyOf(bytes, seal));
    flip(SECOND, 30);

    assertThat(check(1).damages())
        .containsExactly(
            new DamagedBytes(
                new Damage(FIRST, seal, "the segment does not end with its seal", 0, -1), 0));
  }

  @Test
  void whatLiesBehindTheLastFrameIsCountedAndIsNoDamage() throws IOException {
    byte[] bytes = disk.bytes(SECOND).clone();
    int end = frameAt(bytes, 2);
    bytes[end + 99] = 1;
    disk.replace(SECOND, bytes);
    ScrubbedSegment second = check(2);

    assertThat(second.damages()).isEmpty();
    assertThat(second.tailBytes()).isEqualTo(100);
    assertThat(second.sealed()).isFalse();
  }

  @Test
  void withoutAWatermarkTheEndOfTheLastSegmentIsNotJudged() throws IOException {
    disk.remove(Watermark.FILE);
    byte[] bytes = disk.bytes(SECOND).clone();
    Arrays.fill(bytes, frameAt(bytes, 1), bytes.length, (byte) 0);
    disk.replace(SECOND, bytes);

    assertThat(check(2).damages()).isEmpty();
    assertThat(check(1).index()).isEqualTo(IndexState.OK);
  }

  @Test
  void aLastSegmentThatIsAllZerosHasLostWhatTheWatermarkCovers() throws IOException {
    long first = header(disk.bytes(SECOND), 4096).firstPosition();
    disk.replace(SECOND, new byte[70_000]);

    assertThat(check(2).damages())
        .containsExactly(
            new DamagedBytes(
                new Damage(SECOND, 0, "the header of the segment is damaged", 0, -1), 4_096),
            new DamagedBytes(
                new Damage(
                    SECOND, 4_096, "acknowledged records are gone from the end", 0, first + 19),
                check(2).damages().getLast().length()));
    assertThat(check(2).tailBytes()).isZero();
  }

  @Test
  void aSegmentThatIsGoneHasNothingToCheck() throws IOException {
    assertThat(new Scrub(disk).size(9)).isZero();
    assertThat(new Scrub(disk).segmentNames()).containsExactly(FIRST, SECOND);
  }

  @Test
  void everyFileIsLeftAsItWas() throws IOException {
    flip(FIRST, 5_000);
    Map<String, byte[]> before = disk.image();
    check(1);
    check(2);

    assertThat(disk.image().keySet()).isEqualTo(before.keySet());
    before.forEach((name, bytes) -> assertThat(disk.image().get(name)).as(name).isEqualTo(bytes));
    assertThat(image).containsOnlyKeys(before.keySet());
  }

  private ScrubbedSegment check(long number) throws IOException {
    return new Scrub(disk).check(number, bytes -> true);
  }

  private static List<String> whats(ScrubbedSegment segment) {
    return segment.damages().stream().map(d -> d.damage().what()).toList();
  }

  private void flip(String file, int at) throws IOException {
    byte[] bytes = disk.bytes(file).clone();
    bytes[at] ^= 1;
    disk.replace(file, bytes);
  }

  private static int frameAt(byte[] bytes, int number) {
    int at = SegmentHeader.FRAMES_AT;
    for (int i = 0; i < number; i++) {
      at += header(bytes, at).frameLength();
    }
    return at;
  }

  private static FrameHeader header(byte[] bytes, int at) {
    var header =
        FrameHeader.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), at, new CRC32C());
    if (header == null) {
      throw new AssertionError("no frame at " + at);
    }
    return header;
  }

  /** Gives a frame another root, with every checksum made right again. */
  private static byte[] forge(byte[] bytes, int at, FrameHeader h, Hash root, Hash chain) {
    var crc = new CRC32C();
    var b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    var forged =
        new FrameHeader(
            h.type(),
            h.codec(),
            h.frameLength(),
            h.bodyLength(),
            h.rawLength(),
            h.records(),
            h.firstPosition(),
            h.durable(),
            h.minEventMillis(),
            h.maxEventMillis(),
            h.firstReceiveMillis(),
            h.lastReceiveMillis(),
            h.monotonicNanos(),
            h.kinds(),
            h.filterLow(),
            h.filterHigh(),
            root,
            chain);
    forged.write(b.position(at), crc);
    b.position(at + h.frameLength() - FrameHeader.TRAILER_BYTES);
    forged.writeTrailer(b, at, crc);
    return bytes;
  }

  /** A journal that is written step by step. */
  private final class Stepped implements AutoCloseable {
    private final Journal journal =
        Journal.openStepped(
            disk, SETTINGS, () -> new UUID(1, 1), (g, i) -> 0, new SilentListener());

    Stepped() throws IOException {}

    void appendTen(int seed) throws IOException {
      var random = new Random(seed);
      for (int i = 0; i < 10; i++) {
        while (!journal.hasRoom(1_000)) {
          journal.step();
        }
        byte[] noise = new byte[1_000];
        random.nextBytes(noise);
        byte[] payload = ("record " + i + new String(noise, UTF_8)).getBytes(UTF_8);
        journal.append(
            new Entry()
                .of(RecordKind.SNAPSHOT, "s@1", i, i, i, i)
                .payload(payload, 0, payload.length),
            0);
      }
      journal.step();
    }

    @Override
    public void close() throws IOException {
      journal.closeStepped();
    }
  }
}
