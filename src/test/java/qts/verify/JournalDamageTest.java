package qts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages a journal of three segments in every way that is listed, one at a time: the verifier must
 * name the file and the place. In the ordinary run bits and lengths are sampled; {@code
 * -Dexhaustive=true} tries every one.
 */
class JournalDamageTest {
  private static final boolean EXHAUSTIVE = Boolean.getBoolean("exhaustive");
  private static final String FIRST = JournalFolder.segmentName(1);
  private static final String SECOND = JournalFolder.segmentName(2);
  private static final String LAST = JournalFolder.segmentName(3);
  private static final int SECTOR = 512;

  @TempDir Path folder;
  private JournalImage image;

  @BeforeEach
  void aJournalOfTwoSealedSegmentsAndAnOpenOne() throws IOException {
    new RecordedJournal(folder).withSegments(3, EXHAUSTIVE ? 110 : 25, 6);
    image = new JournalImage(folder.resolve("journal"));
    Findings findings = image.verify();
    assertThat(findings.violations()).isEmpty();
    assertThat(findings.warnings()).isEmpty();
  }

  @Test
  void everyFlippedBitOfASealedSegmentIsNamed() throws IOException {
    flipBits(SECOND, image.bytes(SECOND).length, 67);
  }

  @Test
  void everyFlippedBitOfTheDurablePartOfTheOpenSegmentIsNamed() throws IOException {
    flipBits(LAST, image.end(LAST), 97);
  }

  @Test
  void everyFlippedBitOfTheWatermarkIsNamed() throws IOException {
    byte[] bytes = image.bytes(WatermarkFile.NAME);
    for (int bit = 0; bit < 8 * bytes.length; bit += step(bit, 37)) {
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
    String index = JournalFolder.indexName(1);
    byte[] bytes = image.bytes(index);
    for (int bit = 0; bit < 8 * bytes.length; bit += step(bit, 151)) {
      flip(index, bytes, bit);
      Findings findings = image.verify();
      assertThat(findings.violations()).as("bit %d of an index", bit).isEmpty();
      assertThat(findings.warnings()).singleElement().asString().startsWith(index);
      image.restore(index, bit / 8, bit / 8 + 1);
    }
  }

  @Test
  void everyTruncationOfASegmentIsNamed() throws IOException {
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
    for (int length = 8191; length >= 0; length -= EXHAUSTIVE ? 1 : 53) {
      image.cut(WatermarkFile.NAME, length);
      assertThat(image.verify().violations())
          .as("cut to " + length)
          .anyMatch(v -> v.file().equals(WatermarkFile.NAME));
    }
  }

  @Test
  void everyZeroedSectorOfASegmentIsNamed() throws IOException {
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

  @Test
  void everyPairOfSwappedPagesIsNamed() throws IOException {
    int pages = image.end(SECOND) / SECTOR;
    SplittableRandom random = new SplittableRandom(4);
    for (int page = 0; page < pages; page++) {
      swap(page, page == 0 ? 1 : page - 1);
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
    for (int bit = 0; bit < 8 * bytes; bit += step(bit, stride)) {
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
