package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking at the files of a journal of a sealed segment and an open one of two groups. */
class SurveyTest {
  private static final String FIRST = SegmentHeader.fileName(1);
  private static final String SECOND = SegmentHeader.fileName(2);
  private static final long CREATED_MILLIS = 1_768_089_792_000L;
  private static final int SNAPSHOTS = 1 << 1;

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private final Survey survey = new Survey(disk);
  private long secondFrom;

  @BeforeEach
  void aSealedAndAnOpenSegment() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one", "two");
      journal.roll();
      secondFrom = journal.journal().nextPosition() - 1;
      journal.group("last");
    }
  }

  @Test
  void theWatermarkIsToldWithTheSlotsThatCanBeRead() throws IOException {
    byte[] slots = disk.bytes(Watermark.FILE).clone();
    Watermark mark = WatermarkFile.read(disk);
    List<Optional<WatermarkFacts>> told = new ArrayList<>(List.of(survey.watermark()));
    int older = mark != null && (mark.sequence() & 1) == 0 ? (int) Watermark.SECOND_SLOT_AT : 0;
    slots[older + 20] ^= 1;
    disk.replace(Watermark.FILE, slots);
    told.add(survey.watermark());
    disk.replace(Watermark.FILE, new byte[slots.length]);
    told.add(survey.watermark());
    disk.remove(Watermark.FILE);
    told.add(survey.watermark());

    assertThat(told).containsExactly(facts(2), facts(1), Optional.empty(), Optional.empty());
  }

  private Optional<WatermarkFacts> facts(int slots) throws IOException {
    byte[] second = disk.bytes(SECOND);
    long end = ForgedFrame.at(second, 2);
    return Optional.of(
        new WatermarkFacts(new UUID(1, 1), secondFrom + 3, 2, end, secondFrom + 1, true, slots));
  }

  @Test
  void segmentsAreToldAsTheyAre() throws IOException {
    List<SegmentFacts> segments = survey.segments();
    byte[] first = disk.bytes(FIRST);

    assertThat(segments)
        .containsExactly(
            new SegmentFacts(
                1,
                FIRST,
                SegmentFacts.State.SEALED,
                0,
                secondFrom,
                CREATED_MILLIS,
                secondFrom,
                secondFrom - 1,
                first.length,
                first.length,
                new SegmentFacts.Times(0, secondFrom - 1, 1_000, 999 + secondFrom),
                SNAPSHOTS,
                IndexState.OK,
                List.of()),
            new SegmentFacts(
                2,
                SECOND,
                SegmentFacts.State.OPEN,
                secondFrom,
                secondFrom + 2,
                CREATED_MILLIS,
                2,
                2,
                256 * 1024,
                ForgedFrame.at(disk.bytes(SECOND), 2),
                new SegmentFacts.Times(
                    secondFrom, secondFrom + 1, 1_000 + secondFrom, 1_001 + secondFrom),
                SNAPSHOTS,
                IndexState.NONE,
                List.of()));
  }

  @Test
  void aSegmentIsReadWhereItsIndexIsMissingOrStale() throws IOException {
    SegmentFacts indexed = survey.segments().getFirst();
    byte[] index = disk.bytes(SegmentHeader.indexName(1)).clone();
    index[100] ^= 1;
    disk.replace(SegmentHeader.indexName(1), index);
    SegmentFacts stale = survey.segments().getFirst();
    disk.remove(SegmentHeader.indexName(1));
    SegmentFacts missing = survey.segments().getFirst();

    assertThat(List.of(stale.index(), missing.index()))
        .containsExactly(IndexState.STALE, IndexState.MISSING);
    assertThat(withIndexOf(indexed, stale)).isEqualTo(indexed);
    assertThat(withIndexOf(indexed, missing)).isEqualTo(indexed);
  }

  private static SegmentFacts withIndexOf(SegmentFacts that, SegmentFacts facts) {
    return new SegmentFacts(
        facts.number(),
        facts.name(),
        facts.state(),
        facts.firstPosition(),
        facts.nextPosition(),
        facts.createdMillis(),
        facts.records(),
        facts.groups(),
        facts.fileBytes(),
        facts.usedBytes(),
        facts.times(),
        facts.kinds(),
        that.index(),
        facts.damages());
  }

  @Test
  void aSegmentWithoutItsEndIsUnsealedAndADamagedGroupIsNamed() throws IOException {
    byte[] first = disk.bytes(FIRST);
    byte[] cut = Arrays.copyOf(first, first.length - FrameHeader.frameLength(48));
    int second = ForgedFrame.at(cut, 1);
    cut[second + 200] ^= 1;
    disk.replace(FIRST, cut);
    SegmentFacts facts = survey.segments().getFirst();

    assertThat(facts.state()).isEqualTo(SegmentFacts.State.UNSEALED);
    assertThat(facts.index()).isEqualTo(IndexState.NONE);
    assertThat(facts.nextPosition()).isEqualTo(secondFrom);
    assertThat(facts.records()).isEqualTo(secondFrom - 1);
    assertThat(facts.damages())
        .containsExactly(
            new Damage(FIRST, second, "damaged up to byte " + ForgedFrame.at(first, 2), 2, 2));
  }

  @Test
  void aDamagedHeaderIsNamedAndTheFramesBehindItCount() throws IOException {
    SegmentFacts whole = survey.segments().getLast();
    byte[] second = disk.bytes(SECOND).clone();
    second[20] ^= 1;
    disk.replace(SECOND, second);

    assertThat(survey.segments().getLast())
        .isEqualTo(
            new SegmentFacts(
                2,
                SECOND,
                SegmentFacts.State.OPEN,
                secondFrom,
                secondFrom + 2,
                0,
                2,
                2,
                whole.fileBytes(),
                whole.usedBytes(),
                whole.times(),
                SNAPSHOTS,
                IndexState.NONE,
                List.of(new Damage(SECOND, 0, "the header of the segment is damaged", 0, -1))));
  }

  @Test
  void whatCannotBeReadAtAllAndWhatIsNewerIsSaid() throws IOException {
    byte[] newer = disk.bytes(SECOND).clone();
    ByteBuffer header = ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(8, (short) 7).putInt(88, Checksums.of(header, 0, 88, new CRC32C()));
    disk.replace(SECOND, newer);
    disk.replace(FIRST, new byte[5_000]);

    assertThat(survey.segments())
        .containsExactly(
            nothing(1, FIRST, SegmentFacts.State.UNREADABLE, 5_000),
            nothing(2, SECOND, SegmentFacts.State.NEWER, 256 * 1024));
  }

  private static SegmentFacts nothing(
      long number, String name, SegmentFacts.State state, long bytes) {
    SegmentFacts.Times never = new SegmentFacts.Times(0, 0, 0, 0);
    return new SegmentFacts(
        number, name, state, 0, 0, 0, 0, 0, bytes, 0, never, 0, IndexState.NONE, List.of());
  }

  @Test
  void aSegmentThatHasOnlyBegunHoldsNothing() throws IOException {
    byte[] second = Arrays.copyOf(disk.bytes(SECOND), SegmentHeader.FRAMES_AT);
    disk.replace(SECOND, second);
    SegmentFacts facts = survey.segments().getLast();

    assertThat(facts.state()).isEqualTo(SegmentFacts.State.OPEN);
    assertThat(List.of(facts.firstPosition(), facts.nextPosition(), facts.usedBytes()))
        .containsExactly(secondFrom, secondFrom, 4_096L);
    assertThat(facts.times()).isEqualTo(new SegmentFacts.Times(0, 0, 0, 0));
  }

  @Test
  void filesThatBelongToNothingAreListed() throws IOException {
    assertThat(survey.otherFiles()).isEmpty();
    disk.replace("notes.txt", new byte[1]);
    disk.replace("segment-1.qtsj", new byte[1]);
    disk.replace(SegmentHeader.indexName(1) + ".new", new byte[1]);
    disk.replace(Preallocator.RESERVE, new byte[1]);
    disk.replace("lock", new byte[1]);

    assertThat(survey.otherFiles())
        .containsExactly("notes.txt", "segment-0000000001.idx.new", "segment-1.qtsj");
    assertThat(survey.segmentNames()).containsExactly(FIRST, SECOND);
  }

  @Test
  void framesAreShownInOrderWithTheDamageBetweenThem() throws IOException {
    byte[] first = disk.bytes(FIRST).clone();
    int second = ForgedFrame.at(first, 1);
    int third = ForgedFrame.at(first, 2);
    FrameHeader begin = ForgedFrame.header(first, SegmentHeader.FRAMES_AT);
    first[second + 200] ^= 1;
    disk.replace(FIRST, first);
    List<FrameFacts> frames = new ArrayList<>();
    List<Damage> damages = survey.frames(FIRST, frames::add);

    assertThat(damages)
        .containsExactly(new Damage(FIRST, second, "damaged up to byte " + third, 2, 2));
    assertThat(frames.getFirst())
        .isEqualTo(
            new FrameFacts(
                1,
                SegmentHeader.FRAMES_AT,
                "group",
                begin.bodyLength() < begin.rawLength() ? "zstd" : "stored",
                second - SegmentHeader.FRAMES_AT,
                begin.bodyLength(),
                begin.rawLength(),
                2,
                0,
                1,
                -1,
                0,
                1,
                1_000,
                1_001,
                0,
                SNAPSHOTS,
                begin.root().toString(),
                begin.chain().toString()));
    assertThat(frames.stream().map(FrameFacts::offset).limit(2))
        .containsExactly((long) SegmentHeader.FRAMES_AT, (long) third);
    assertThat(frames.getLast().type()).isEqualTo("seal");
  }

  @Test
  void framesBehindADamagedHeaderAreShownAsWell() throws IOException {
    byte[] first = disk.bytes(FIRST).clone();
    first[20] ^= 1;
    disk.replace(FIRST, first);
    List<FrameFacts> frames = new ArrayList<>();

    assertThat(survey.frames(FIRST, frames::add)).isEmpty();
    assertThat(frames).hasSize((int) secondFrom);
  }
}
