package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static qts.DamageTally.EXHAUSTIVE;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import qts.DamageTally;

/**
 * Damages the files of a small journal in every way that is listed, one at a time, and opens it
 * again: no damaged byte may be read as data, and no acknowledged record may be missing without a
 * word. In the ordinary run some of the bits and lengths; {@code -Dexhaustive=true} tries every
 * one, of more than 64 KiB.
 */
class DamageTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  private static final int RECORDS = 450;
  private static final int RECORDS_A_GROUP = 15;
  private static final String SEGMENT = SegmentHeader.fileName(1);

  /** How long payloads are made. */
  private static final int WORDS = EXHAUSTIVE ? 18 : 1;

  private SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private Map<String, byte[]> image = new TreeMap<>();
  private DamageTally tally = new DamageTally("");

  @BeforeEach
  void beginToCount(TestInfo test) {
    tally = new DamageTally(test.getDisplayName());
  }

  @AfterEach
  void tellHowManyDamagesWereTried() {
    tally.tell();
  }

  @BeforeEach
  void aJournalOf450AcknowledgedRecords() throws IOException {
    Journal journal = open(new ArrayList<>());
    for (int i = 0; i < RECORDS; i += RECORDS_A_GROUP) {
      journal.step();
      append(journal, i, RECORDS_A_GROUP);
    }
    journal.closeStepped();
    image = disk.image();
  }

  @Test
  void flippedBitsOfASegmentAreNoticedOrHarmless() throws IOException {
    byte[] bytes = image(SEGMENT);
    int end = end(bytes) + 64;
    assertThat(end).isGreaterThan(EXHAUSTIVE ? SegmentHeader.FRAMES_AT + (64 << 10) : 0);
    int last = DamageTally.endOfBits(end);
    for (int bit = DamageTally.firstBit(); bit < last; bit += step(bit / 8, end)) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      String what = "bit " + bit % 8 + " of byte " + bit / 8;
      int read = check(what, SEGMENT, damaged);
      assertThat(read).as(what).isGreaterThanOrEqualTo(RECORDS - RECORDS_A_GROUP);
    }
  }

  /** One bit of each byte at the beginning and at the end, and of every third byte between. */
  private static int step(int at, int end) {
    if (EXHAUSTIVE) {
      return 1;
    }
    if (at >= 92 && at < SegmentHeader.FRAMES_AT - 100) {
      return 8 * 100 + 1;
    }
    return at < SegmentHeader.FRAMES_AT + 1_000 || at > end - 500 ? 9 : 25;
  }

  @Test
  void everyTruncationOfASegmentIsNoticed() throws IOException {
    byte[] bytes = image(SEGMENT);
    int end = end(bytes);
    for (int length = 0;
        length <= end;
        length += length < 200 || length > end - 400 || EXHAUSTIVE ? 1 : 37) {
      check("cut to " + length, SEGMENT, Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void everyZeroedSectorOfASegmentIsNoticed() throws IOException {
    byte[] bytes = image(SEGMENT);
    for (int at = 0; at <= end(bytes); at += 512) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, at, at + 512, (byte) 0);
      check("sector at " + at + " zeroed", SEGMENT, damaged);
    }
  }

  @Test
  void everyPairOfSwappedPagesIsNoticed() throws IOException {
    byte[] bytes = image(SEGMENT);
    int pages = end(bytes) / 512;
    for (int page = 1; page < pages; page++) {
      byte[] damaged = bytes.clone();
      System.arraycopy(bytes, page * 512, damaged, (page - 1) * 512, 512);
      System.arraycopy(bytes, (page - 1) * 512, damaged, page * 512, 512);
      if (!Arrays.equals(bytes, damaged)) {
        check("pages " + (page - 1) + " and " + page + " swapped", SEGMENT, damaged);
      }
    }
  }

  @Test
  void everyFlippedBitOfTheWatermarkCostsNoRecord() throws IOException {
    byte[] bytes = image(Watermark.FILE);
    for (int bit = 0;
        bit < 8 * bytes.length;
        bit += EXHAUSTIVE ? 1 : bit / 8 % 4096 < 512 ? 9 : 777) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      tally.count();
      disk.load(image);
      disk.replace(Watermark.FILE, damaged);
      List<Damage> told = new ArrayList<>();
      assertThat(read(told)).as("bit %d", bit).hasSize(RECORDS);
      assertThat(told).as("bit %d: told to be lost", bit).allMatch(d -> d.lost() == 0);
    }
  }

  /** They can be made anew, so nothing is lost and nothing is told. */
  @Test
  void noDamageOfTheSavedKeysCostsARecordOrIsTold() throws IOException {
    byte[] bytes = image(SavedKeys.FILE);
    for (int bit = 0; bit < 8 * bytes.length; bit += EXHAUSTIVE || bit < 8 * 88 ? 1 : 47) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertHarmless("bit " + bit, damaged);
    }
    for (int length = 0; length < bytes.length; length += EXHAUSTIVE || length < 88 ? 1 : 47) {
      assertHarmless("cut to " + length, Arrays.copyOf(bytes, length));
    }
  }

  private void assertHarmless(String what, byte[] savedKeys) throws IOException {
    tally.count();
    disk.load(image);
    disk.replace(SavedKeys.FILE, savedKeys);
    List<Damage> told = new ArrayList<>();
    assertThat(read(told)).as(what).hasSize(RECORDS);
    assertThat(told).as(what).isEmpty();
  }

  @Test
  void aMissingSegmentIsNoticed() throws IOException {
    disk.load(image);
    disk.remove(SEGMENT);
    List<Damage> told = new ArrayList<>();
    assertThat(read(told)).isEmpty();
    assertThat(told).anySatisfy(d -> assertThat(d.lost()).isEqualTo(RECORDS));
  }

  /** The next segment was made ahead; what rotted in it meanwhile must not get into the journal. */
  @Test
  void aSpareThatIsDamagedBeforeItIsUsedCostsNoRecord() throws IOException {
    int bytes = image(Preallocator.SPARE).length;
    for (int at = 0; at < bytes; at += 50_003) {
      disk.load(image);
      byte[] damaged = image(Preallocator.SPARE).clone();
      Arrays.fill(damaged, at, Math.min(bytes, at + 300), (byte) (at | 1));
      disk.replace(Preallocator.SPARE, damaged);
      assertGoesOnInTheNextSegment("spare damaged at " + at);
    }
  }

  private void assertGoesOnInTheNextSegment(String what) throws IOException {
    Journal journal = open(new ArrayList<>());
    int count = RECORDS;
    while (!disk.list().contains(SegmentHeader.fileName(2)) || count % 60 != 0) {
      journal.step();
      append(journal, count, RECORDS_A_GROUP);
      count += RECORDS_A_GROUP;
    }
    journal.step();
    journal.abandon();
    disk.killProcess();
    List<Damage> told = new ArrayList<>();
    assertThat(read(told)).as(what).hasSize(count);
    assertThat(told).as(what).isEmpty();
  }

  /**
   * The watermark on the disk is all that tells of what was cut off: it must be there after a quiet
   * moment, although the journal was never closed and the power was cut.
   */
  @Test
  void aTailThatIsCutOffAfterACrashIsNoticed() throws IOException {
    for (long seed = 0; seed < 8; seed++) {
      disk = new SimulatedStorage(seed, 64 << 20);
      Journal journal = open(new ArrayList<>());
      journal.step();
      append(journal, 0, 30);
      journal.step();
      int kept = (end(disk.bytes(SEGMENT)) + 7) & ~7;
      append(journal, 30, 30);
      journal.step();
      journal.step();
      journal.abandon();
      disk.losePower();
      disk.replace(SEGMENT, Arrays.copyOf(disk.bytes(SEGMENT), kept));
      List<Damage> told = new ArrayList<>();
      assertThat(read(told)).as("seed %d", seed).hasSize(30);
      assertThat(told).anySatisfy(d -> assertThat(d.lost()).isEqualTo(30));
    }
  }

  private static void append(Journal journal, int from, int count) throws IOException {
    Entry entry = new Entry();
    for (int i = from; i < from + count; i++) {
      byte[] payload = payload(i);
      entry.of(RecordKind.SNAPSHOT, "s@1", i, i, i, i).payload(payload, 0, payload.length);
      journal.append(entry, 0);
    }
  }

  /**
   * Opens the journal with one damaged file and compares what it gives with what was acknowledged;
   * returns how many records it gives.
   */
  private int check(String what, String file, byte[] damaged) throws IOException {
    tally.count();
    disk.load(image);
    disk.replace(file, damaged);
    List<Damage> told = new ArrayList<>();
    Map<Long, String> read = read(told);
    read.forEach((position, payload) ->
        assertThat(payload).as(what).isEqualTo(new String(payload(position), UTF_8)));
    int missing = RECORDS - read.size();
    long lost = told.stream().mapToLong(Damage::lost).sum();
    assertThat(missing == 0 || lost >= missing)
        .as("%s: %d records are missing, %s", what, missing, told)
        .isTrue();
    return read.size();
  }

  /** All records by position; everything that was said about damage goes to {@code told}. */
  private Map<Long, String> read(List<Damage> told) throws IOException {
    Map<Long, String> read = new TreeMap<>();
    Journal journal = open(told);
    try (JournalReader reader = journal.reader()) {
      reader.forward(
          ReadRange.everything(),
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              read.put(group.position(i), new String(group.payload(i), UTF_8));
              return true;
            }

            @Override
            public void onDamage(Damage damage) {
              told.add(damage);
            }
          });
    } finally {
      journal.abandon();
    }
    return read;
  }

  private Journal open(List<Damage> told) throws IOException {
    Journal journal =
        Journal.openStepped(
            disk, SETTINGS, () -> new UUID(1, 1), (g, i) -> 0, new SilentListener());
    told.addAll(journal.recovery().damages());
    return journal;
  }

  private byte[] image(String file) {
    byte[] bytes = image.get(file);
    assertThat(bytes).as(file).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }

  private static int end(byte[] bytes) {
    int i = bytes.length - 1;
    while (bytes[i] == 0) {
      i--;
    }
    return i + 1;
  }

  private static byte[] payload(long i) {
    StringBuilder text = new StringBuilder("record ").append(i);
    SplittableRandom random = new SplittableRandom(i);
    for (int word = 0; word < WORDS; word++) {
      text.append(' ').append(Long.toHexString(random.nextLong()));
    }
    return text.toString().getBytes(UTF_8);
  }
}
