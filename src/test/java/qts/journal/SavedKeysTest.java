package qts.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import qts.DamageTally;

/**
 * What the keys that are saved at an orderly end are good for, and that nothing ever depends on
 * them.
 */
class SavedKeysTest {
  private static final int RECORDS = 30;
  private static final int WITHOUT_KEY = 10;

  private static final DiskLimits NO_LIMITS = new DiskLimits(0, 0, 0, 0);

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private final AtomicInteger keysRead = new AtomicInteger();
  private final List<String> warnings = new ArrayList<>();
  private Map<String, byte[]> image = Map.of();

  @BeforeEach
  void aJournalThatEndedInOrder() throws IOException {
    Journal journal = open();
    append(journal, 0, RECORDS);
    journal.closeStepped();
    image = disk.image();
  }

  @Test
  void afterAnOrderlyEndNoRecordIsReadForItsKey() throws IOException {
    assertThat(known(open(), RECORDS)).isEqualTo(expected(RECORDS));
    assertThat(keysRead).hasValue(0);
  }

  @Tag("exhaustive")
  @Test
  void everyFlippedBitIsNoticedAndTheRecordsTellTheSame() throws IOException {
    for (int bit = 0; bit < 8 * saved().length; bit++) {
      byte[] damaged = saved().clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertNotUsed("bit " + bit, damaged);
    }
  }

  /** In the ordinary run some of the bits; {@code -Dexhaustive=true} tries every one. */
  @Tag("exhaustive")
  @Test
  void everyFlippedBitOf64KibibytesOfKeysIsNoticed() throws IOException {
    JournalEnd end = end();
    long[] keys = LongStream.rangeClosed(1, 13_200).map(SavedKeysTest::key).toArray();
    SavedKeys.save(disk, end, keys);
    assertThat(SavedKeys.load(disk, end, keys.length)).isEqualTo(keys);
    byte[] bytes = disk.bytes(SavedKeys.FILE);
    for (int bit = 0; bit < 8 * bytes.length; bit += DamageTally.EXHAUSTIVE ? 1 : 1_009) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(SavedKeys.load(disk, end, keys.length)).as("bit %d", bit).isNull();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Tag("exhaustive")
  @Test
  void everyTruncationIsNoticedAndTheRecordsTellTheSame() throws IOException {
    for (int length = 0; length < saved().length; length++) {
      assertNotUsed("cut to " + length, Arrays.copyOf(saved(), length));
    }
    assertNotUsed("a byte too many", Arrays.copyOf(saved(), saved().length + 1));
  }

  @Test
  void theFileOfAnotherJournalIsNotUsed() throws IOException {
    SimulatedStorage other = new SimulatedStorage(2, 64 << 20);
    Journal journal = open(other, new UUID(2, 2), 1_000);
    append(journal, 100, RECORDS);
    journal.closeStepped();
    assertNotUsed("of another journal", other.bytes(SavedKeys.FILE));
  }

  @Test
  void theFileOfAnEarlierEndIsNotUsed() throws IOException {
    Journal journal = open();
    append(journal, RECORDS, 5);
    journal.closeStepped();
    disk.replace(SavedKeys.FILE, saved());
    assertThat(known(open(), RECORDS + 5)).isEqualTo(expected(RECORDS + 5));
    assertThat(keysRead).hasValue(RECORDS + 5);
  }

  @Test
  void withoutTheFileTheRecordsTell() throws IOException {
    disk.remove(SavedKeys.FILE);
    assertThat(known(open(), RECORDS)).isEqualTo(expected(RECORDS));
    assertThat(keysRead).hasValue(RECORDS);
  }

  @Test
  void afterAKillTheRecordsTell() throws IOException {
    Journal journal = open();
    append(journal, RECORDS, 5);
    journal.step();
    disk.killProcess();
    assertThat(known(open(), RECORDS + 5)).isEqualTo(expected(RECORDS + 5));
  }

  @Test
  void aFileThatCannotBeReadIsNoObstacle() throws IOException {
    int failed = 0;
    JournalEnd end = end();
    for (int n = 1; n <= 8; n++) {
      disk.load(image);
      disk.failAt(n, true);
      long[] keys = SavedKeys.load(disk, end, RECORDS);
      failed += disk.wasStruck() ? 1 : 0;
      assertThat(keys == null).as("call %d", n).isEqualTo(disk.wasStruck());
    }
    assertThat(failed).isPositive();
  }

  @Test
  void withoutRoomForTheFileTheEndIsOrderlyAllTheSame() throws IOException {
    Journal journal = open();
    append(journal, RECORDS, 5);
    journal.step();
    disk.resize(disk.usedBytes() + 100);
    journal.closeStepped();
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the keys of segment-0000000001.qtsj could not be saved: ");
    disk.resize(64 << 20);
    Journal reopened = open();
    assertThat(reopened.recovery().clean()).isTrue();
    assertThat(known(reopened, RECORDS + 5)).isEqualTo(expected(RECORDS + 5));
  }

  @Test
  void whicheverCallFailsWhileSavingTheOldFileIsThereOrTheNew() throws IOException {
    JournalEnd end = end();
    SavedKeys.save(disk, end, new long[RECORDS]);
    byte[] other = disk.bytes(SavedKeys.FILE).clone();
    boolean struck = true;
    for (int n = 1; struck; n++) {
      disk.load(image);
      disk.failAt(n, false);
      struck = fails(() -> SavedKeys.save(disk, end, new long[RECORDS]));
      assertThat(struck).isEqualTo(disk.wasStruck());
      assertThat(disk.bytes(SavedKeys.FILE)).as("call %d", n).isIn(saved(), other);
    }
  }

  private static boolean fails(ThrowingCallable call) {
    return catchThrowable(call) instanceof IOException;
  }

  @Test
  void theIndexMadeWithSavedKeysIsTheOneTheRecordsGive() throws IOException {
    String index = SegmentHeader.indexName(1);
    Journal journal = open();
    for (int i = RECORDS; !disk.list().contains(index); i += 5) {
      append(journal, i, 5);
      journal.step();
    }
    journal.closeStepped();
    byte[] made = disk.bytes(index).clone();
    disk.remove(index);
    Indexes.rebuild(disk, (group, i) -> key(group.position(i)));
    assertThat(disk.bytes(index)).isEqualTo(made);
  }

  @Test
  void theFileIsAsItIsDocumented() throws IOException {
    ByteBuffer b =
        ByteBuffer.allocate(88 + 5 * RECORDS + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("QTSJKEY1".getBytes(US_ASCII))
            .putInt(1)
            .putInt(RECORDS)
            .putLong(1)
            .putLong(1)
            .putLong(1)
            .putLong(end().offset())
            .putLong(RECORDS - 1)
            .put(end().hash().bytes());
    for (int i = 0; i < RECORDS; i++) {
      byte[] key = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(key(i)).array();
      b.put(key, 3, 5);
    }
    CRC32C crc = new CRC32C();
    crc.update(b.array(), 0, b.position());
    assertThat(saved()).isEqualTo(b.putInt((int) crc.getValue()).array());
  }

  /** A sealed segment's index has keys in another order than that in which records were taken. */
  @Test
  void theNewestKeysOfSealedSegmentsAreKnownWhateverTheyAre() throws IOException {
    Journal journal = open();
    int next = RECORDS;
    for (; !disk.list().contains(SegmentHeader.fileName(2)); next += 5) {
      append(journal, next, 5);
      journal.step();
    }
    journal.closeStepped();
    int wanted = 40;
    Journal reopened = open(disk, new UUID(1, 1), wanted);
    Map<Long, Long> newest = expected(next);
    newest.keySet().removeIf(position -> position < reopened.nextPosition() - wanted);
    Map<Long, Long> found = known(reopened, next);
    found.keySet().retainAll(newest.keySet());
    assertThat(found).isEqualTo(newest);
  }

  private void assertNotUsed(String what, byte[] bytes) throws IOException {
    disk.load(image);
    disk.replace(SavedKeys.FILE, bytes);
    keysRead.set(0);
    assertThat(known(open(), RECORDS)).as(what).isEqualTo(expected(RECORDS));
    assertThat(keysRead).as(what).hasValue(RECORDS);
  }

  private byte[] saved() {
    return image.getOrDefault(SavedKeys.FILE, new byte[0]);
  }

  private JournalEnd end() throws IOException {
    Watermark mark = WatermarkFile.read(disk);
    assertThat(mark).isNotNull();
    return mark == null
        ? new JournalEnd(new UUID(0, 0), 0, 0, 0, Hash.ZERO)
        : new JournalEnd(
            mark.journalId(), mark.segment(), mark.endOffset(), mark.position(), mark.hash());
  }

  private Journal open() throws IOException {
    return open(disk, new UUID(1, 1), 1_000);
  }

  private Journal open(SimulatedStorage storage, UUID id, int recentKeys) throws IOException {
    JournalSettings settings =
        new JournalSettings(256 * 1024, 86_400_000, 32 * 1024, 0, recentKeys, NO_LIMITS);
    KeyReader keys =
        (group, i) -> {
          keysRead.incrementAndGet();
          return key(group.position(i));
        };
    return Journal.openStepped(
        storage,
        settings,
        () -> id,
        keys,
        new SilentListener() {
          @Override
          public void onWarning(String what) {
            warnings.add(what);
          }
        });
  }

  private static void append(Journal journal, int from, int count) throws IOException {
    Entry entry = new Entry();
    for (int i = from; i < from + count; i++) {
      byte[] payload = new byte[1_000];
      new Random(i).nextBytes(payload);
      entry.of(RecordKind.SNAPSHOT, "s@1", i, i, i, i).payload(payload, 0, payload.length);
      while (!journal.hasRoom(payload.length)) {
        journal.step();
      }
      journal.append(entry, key(i));
    }
  }

  private static long key(long position) {
    return position % WITHOUT_KEY == 0 ? 0 : RecordKey.of("run " + position);
  }

  /** Where the keys of the first {@code count} records are found, as far as they are. */
  private static Map<Long, Long> known(Journal journal, int count) {
    Map<Long, Long> known = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      long found = key(i) == 0 ? -1 : journal.findRecent(key(i));
      if (found >= 0) {
        known.put(i, found);
      }
    }
    return known;
  }

  private static Map<Long, Long> expected(int count) {
    Map<Long, Long> expected = new TreeMap<>();
    for (long i = 0; i < count; i++) {
      if (key(i) != 0) {
        expected.put(i, i);
      }
    }
    return expected;
  }
}
