package qts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import qts.DamageTally;

/**
 * Damages a journal of three segments in every way that is listed, one at a time: the verifier must
 * name the file and the place. In the ordinary run bits and lengths are sampled; {@code
 * -Dexhaustive=true} tries every one.
 */
class JournalDamageTest {
  private static final boolean EXHAUSTIVE = DamageTally.EXHAUSTIVE;
  private static final String FIRST = JournalFolder.segmentName(1);
  private static final String SECOND = JournalFolder.segmentName(2);
  private static final String LAST = JournalFolder.segmentName(3);
  private static final String INDEX = JournalFolder.indexName(1);
  private static final String SAVED_KEYS = "tail-keys";
  private static final int SECTOR = 512;

  @TempDir Path folder;
  private JournalImage image;
  private DamageTally tally;

  @BeforeEach
  void beginToCount(TestInfo test) throws IOException {
    tally = new DamageTally(test.getDisplayName());
    image = new JournalImage(folder, tally);
  }

  @AfterEach
  void tellHowManyDamagesWereTried() {
    tally.tell();
  }

  /** Two sealed segments and an open one; in a long run the second fills more than 64 KiB. */
  private void journal() throws IOException {
    journal(6, 12, EXHAUSTIVE ? 110 : 25, 25);
  }

  private void journal(int snapshotsPerGroup, int... groups) throws IOException {
    new RecordedJournal(folder)
        .signing(folder.resolve("key.pem"), folder.resolve("published.txt"))
        .withGroups(snapshotsPerGroup, groups);
    image = new JournalImage(folder.resolve("journal"), tally);
    assertIntact("before any damage");
  }

  @Test
  void everyFlippedBitOfASealedSegmentIsNamed() throws IOException {
    journal();
    flipBits(SECOND, image.bytes(SECOND).length, 67);
  }

  @Test
  void everyFlippedBitOfTheDurablePartOfTheOpenSegmentIsNamed() throws IOException {
    journal();
    flipBits(LAST, image.end(LAST), 97);
  }

  @Test
  void everyFlippedBitOfTheWatermarkIsNamed() throws IOException {
    journal(6, 4, 4, 4);
    byte[] bytes = image.bytes(WatermarkFile.NAME);
    int last = DamageTally.endOfBits(bytes.length);
    for (int bit = DamageTally.firstBit(); bit < last; bit += step(bit, 37)) {
      int at = bit / 8;
      flip(WatermarkFile.NAME, bytes, bit);
      assertThat(image.verify().violations())
          .as("bit %d of the watermark", bit)
          .anyMatch(v -> v.file().equals(WatermarkFile.NAME) && v.offset() / 4096 == at / 4096);
      image.restore(WatermarkFile.NAME, at, at + 1);
    }
  }

  @Test
  void everyFlippedBitOfAnIndexIsAWarningAndNoViolation() throws IOException {
    journal(1, EXHAUSTIVE ? 350 : 60, 4, 4);
    byte[] bytes = image.bytes(INDEX);
    int last = DamageTally.endOfBits(bytes.length);
    for (int bit = DamageTally.firstBit(); bit < last; bit += step(bit, 151)) {
      flip(INDEX, bytes, bit);
      assertOnlyAWarning("bit " + bit);
      image.restore(INDEX, bit / 8, bit / 8 + 1);
    }
  }

  @Test
  void everyTruncationOfAnIndexIsAWarningAndNoViolation() throws IOException {
    journal(1, EXHAUSTIVE ? 350 : 60, 4, 4);
    for (int length = image.bytes(INDEX).length - 1; length >= 0; length -= EXHAUSTIVE ? 1 : 97) {
      image.cut(INDEX, length);
      assertOnlyAWarning("cut to " + length);
    }
  }

  @Test
  void everyZeroedSectorOfAnIndexIsAWarningAndNoViolation() throws IOException {
    journal(1, EXHAUSTIVE ? 350 : 60, 4, 4);
    byte[] bytes = image.bytes(INDEX);
    for (int at = 0; at < bytes.length; at += SECTOR) {
      int to = Math.min(at + SECTOR, bytes.length);
      image.overwrite(INDEX, at, new byte[to - at]);
      assertOnlyAWarning("sector at " + at + " zeroed");
      image.restore(INDEX, at, to);
    }
  }

  /** They hold nothing that the records don't: the journal is intact without them. */
  @Test
  void noDamageOfTheSavedKeysIsAViolation() throws IOException {
    journal(6, 4, 4, 4);
    byte[] bytes = image.bytes(SAVED_KEYS);
    for (int bit = 0; bit < 8 * bytes.length; bit += step(bit, 37)) {
      flip(SAVED_KEYS, bytes, bit);
      assertIntact("bit " + bit);
      image.restore(SAVED_KEYS, bit / 8, bit / 8 + 1);
    }
    for (int length = bytes.length - 1; length >= 0; length--) {
      image.cut(SAVED_KEYS, length);
      assertIntact("cut to " + length);
    }
  }

  private void assertIntact(String what) throws IOException {
    Findings findings = image.verify();
    assertThat(findings.violations()).as(what).isEmpty();
    assertThat(findings.warnings()).as(what).isEmpty();
  }

  private void assertOnlyAWarning(String what) throws IOException {
    Findings findings = image.verify();
    assertThat(findings.violations()).as("%s of an index", what).isEmpty();
    assertThat(findings.warnings()).as(what).singleElement().asString().startsWith(INDEX);
  }

  @Test
  void everyTruncationOfASegmentIsNamed() throws IOException {
    journal();
    for (String segment : List.of(SECOND, LAST)) {
      int end = image.end(segment);
      for (int length = end - 1; length >= 0; length -= EXHAUSTIVE || end - length < 200 ? 1 : 67) {
        image.cut(segment, length);
        assertNamed("cut to " + length, segment, length, length + 1);
      }
      image.restore();
    }
  }

  @Test
  void everyTruncationOfTheWatermarkIsNamed() throws IOException {
    journal(6, 4, 4, 4);
    for (int length = 8191; length >= 0; length -= EXHAUSTIVE ? 1 : 53) {
      image.cut(WatermarkFile.NAME, length);
      assertThat(image.verify().violations())
          .as("cut to " + length)
          .anyMatch(v -> v.file().equals(WatermarkFile.NAME));
    }
  }

  @Test
  void everyZeroedSectorOfASegmentIsNamed() throws IOException {
    journal();
    for (String segment : List.of(SECOND, LAST)) {
      for (int at = 0; at < image.end(segment); at += SECTOR) {
        int to = Math.min(at + SECTOR, image.end(segment));
        if (!isZero(image.bytes(segment), at, to)) {
          image.overwrite(segment, at, new byte[to - at]);
          assertNamed("sector at " + at + " zeroed", segment, at, to);
          image.restore(segment, at, to);
        }
      }
    }
  }

  /** All pairs in a long run, else neighbours and one other for each. */
  @Test
  void everyPairOfSwappedPagesIsNamed() throws IOException {
    journal();
    int pages = image.end(SECOND) / SECTOR;
    SplittableRandom random = new SplittableRandom(4);
    for (int page = 1; page < pages; page++) {
      for (int other = EXHAUSTIVE ? 0 : page - 1; other < page; other++) {
        swap(page, other);
      }
      swap(page, random.nextInt(pages));
    }
  }

  private void swap(int one, int other) throws IOException {
    byte[] bytes = image.bytes(SECOND);
    int first = Math.min(one, other) * SECTOR;
    int second = Math.max(one, other) * SECTOR;
    if (Arrays.equals(bytes, first, first + SECTOR, bytes, second, second + SECTOR)) {
      return;
    }
    image.overwrite(SECOND, first, Arrays.copyOfRange(bytes, second, second + SECTOR));
    image.overwrite(SECOND, second, Arrays.copyOfRange(bytes, first, first + SECTOR));
    assertNamed("pages at %d and %d swapped".formatted(first, second), SECOND, first, first + 512);
    image.restore(SECOND, first, first + SECTOR);
    image.restore(SECOND, second, second + SECTOR);
  }

  @Test
  void everyMissingSegmentIsNamed() throws IOException {
    journal();
    for (String segment : List.of(FIRST, SECOND, LAST)) {
      image.remove(segment);
      assertThat(image.verify().violations())
          .as("without " + segment)
          .anyMatch(v -> v.file().equals(segment) && v.what().contains("missing"));
      image.restore();
    }
  }

  @Test
  void everyExchangeOfTwoSegmentsIsNamed() throws IOException {
    journal();
    List<List<String>> pairs =
        List.of(List.of(FIRST, SECOND), List.of(SECOND, LAST), List.of(FIRST, LAST));
    for (List<String> pair : pairs) {
      image.replace(pair.getFirst(), image.bytes(pair.getLast()));
      image.replace(pair.getLast(), image.bytes(pair.getFirst()));
      List<Violation> violations = image.verify().violations();
      assertThat(violations).as(pair.toString()).anyMatch(v -> isMisplaced(v, pair.getFirst()));
      assertThat(violations).as(pair.toString()).anyMatch(v -> isMisplaced(v, pair.getLast()));
      image.restore();
    }
  }

  @Test
  void everyDoubledSegmentIsNamed() throws IOException {
    journal();
    for (String segment : List.of(FIRST, SECOND, LAST)) {
      String copy = JournalFolder.segmentName(4);
      image.replace(copy, image.bytes(segment));
      assertThat(image.verify().violations())
          .as("a copy of " + segment)
          .anyMatch(v -> isMisplaced(v, copy));
      image.restore();
    }
  }

  private static boolean isMisplaced(Violation violation, String file) {
    return violation.file().equals(file) && violation.what().contains("holds segment");
  }

  private void flipBits(String segment, int bytes, int stride) throws IOException {
    byte[] content = image.bytes(segment);
    int last = DamageTally.endOfBits(bytes);
    for (int bit = DamageTally.firstBit(); bit < last; bit += step(bit, stride)) {
      int at = bit / 8;
      flip(segment, content, bit);
      assertNamed("bit " + bit, segment, at, at + 1);
      image.restore(segment, at, at + 1);
    }
  }

  /** Headers and the first frames bit by bit, the rest in strides. */
  private static int step(int bit, int stride) {
    return EXHAUSTIVE || bit < 8 * 92 ? 1 : stride;
  }

  private void flip(String file, byte[] content, int bit) throws IOException {
    image.overwrite(file, bit / 8, (byte) (content[bit / 8] ^ 1 << bit % 8));
  }

  /** A violation must name the file and the header or frame that bytes {@code [from, to)} touch. */
  private void assertNamed(String what, String file, long from, long to) throws IOException {
    assertThat(image.verify().violations())
        .as("%s: %s", file, what)
        .anyMatch(v ->
            v.file().equals(file)
                && image.unit(file, v.offset()) >= image.unit(file, from)
                && image.unit(file, v.offset()) <= image.unit(file, to - 1));
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
