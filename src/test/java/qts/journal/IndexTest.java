package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the indexes of sealed segments, and of reading without them. */
class IndexTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  private static final String INDEX = SegmentHeader.indexName(1);
  private static final KeyReader KEYS =
      (group, i) -> RecordKey.of(new String(group.payload(i), 0, 6, UTF_8));

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private Map<String, byte[]> image = Map.of();

  @BeforeEach
  void aSealedAndAnOpenSegment() throws IOException {
    Journal journal = open();
    for (int i = 0; !disk.list().contains(SegmentHeader.fileName(2)); i++) {
      while (!journal.hasRoom(2_000)) {
        journal.step();
      }
      byte[] payload = Arrays.copyOf("run%03d".formatted(i).getBytes(UTF_8), 1_000);
      byte[] noise = new byte[994];
      new Random(i).nextBytes(noise);
      System.arraycopy(noise, 0, payload, 6, noise.length);
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", i, i, i, i);
      journal.append(
          entry.payload(payload, 0, payload.length), RecordKey.of("run%03d".formatted(i)));
      journal.step();
    }
    journal.closeStepped();
    image = disk.image();
  }

  @Test
  void aMissingOrStaleIndexIsMadeAnewByAWriterAndIsTheSame() throws IOException {
    byte[] index = image.get(INDEX);
    byte[] damaged = disk.bytes(INDEX).clone();
    damaged[150] ^= 1;
    for (int way = 0; way < 2; way++) {
      disk.load(image);
      if (way == 0) {
        disk.remove(INDEX);
      } else {
        disk.replace(INDEX, damaged);
      }
      assertThat(found(open().reader())).isEqualTo("[7] []");
      assertThat(disk.bytes(INDEX)).isEqualTo(index);
    }
  }

  @Test
  void anIndexThatCannotBeReadIsMadeAnew() throws IOException {
    disk.spoil(INDEX);
    try (JournalReader reader = JournalReader.open(disk, KEYS)) {
      SeenRecords seen = new SeenRecords(1);
      reader.forward(ReadRange.everything().events(0, 5), seen);
      assertThat(seen.texts()).singleElement().asString().startsWith("run000");
      assertThat(reader.holes(ReadRange.everything())).isEmpty();
    }
    Journal journal = open();

    assertThat(found(journal.reader())).isEqualTo("[7] []");
    assertThat(disk.bytes(INDEX)).isEqualTo(image.get(INDEX));
  }

  @Test
  void offlineReadersNeedNoIndexAndMakeNone() throws IOException {
    disk.remove(INDEX);
    TreeSet<String> before = new TreeSet<>(disk.image().keySet());
    try (JournalReader reader = JournalReader.open(disk, KEYS)) {
      assertThat(found(reader)).isEqualTo("[7] []");
      assertThat(reader.holes(ReadRange.everything())).isEmpty();
    }
    assertThat(disk.image()).containsOnlyKeys(before);
  }

  @Test
  void onAFullDiskReadingGoesOnWithoutTheIndex() throws IOException {
    SimulatedStorage full =
        new SimulatedStorage(1, image.values().stream().mapToLong(b -> b.length).sum() - 1_000);
    full.load(image);
    full.remove(INDEX);
    Journal journal =
        Journal.openStepped(full, SETTINGS, () -> new UUID(1, 1), KEYS, new SilentListener());

    assertThat(found(journal.reader())).isEqualTo("[7] []");
    assertThat(full.list()).doesNotContain(INDEX, INDEX + ".new");
  }

  @Test
  void aSegmentIsSealedAlsoWhereItsIndexCannotBeSaved() throws IOException {
    SimulatedStorage full = new SimulatedStorage(1, 64 << 20);
    ArrayList<String> warnings = new ArrayList<>();
    SteppedJournal journal =
        new SteppedJournal(
            full,
            new SilentListener() {
              @Override
              public void onWarning(String what) {
                warnings.add(what);
              }
            });
    journal.group("run007");
    journal.roll();
    String second = SegmentHeader.indexName(2);
    full.refuse(second + ".new");
    journal.roll();
    journal.journal().step();

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the index of segment-0000000002.qtsj could not be saved: ");
    assertThat(full.exists(second)).isFalse();
    assertThat(journal.journal().reader().find(RecordKey.of("run007"))).containsExactly(0L);
  }

  @Test
  void anIndexThatGoesAwayWhileItIsUsedIsMadeAnew() throws IOException {
    JournalReader reader = open().reader();
    assertThat(found(reader)).isEqualTo("[7] []");
    disk.remove(INDEX);
    assertThat(found(reader)).isEqualTo("[7] []");
  }

  @Test
  void toolsMakeTheIndexesThatAreMissingAndOnlyThose() throws IOException {
    assertThat(Indexes.rebuild(disk, KEYS)).isEmpty();
    disk.remove(INDEX);
    assertThat(Indexes.rebuild(disk, KEYS)).containsExactly(SegmentHeader.fileName(1));
    assertThat(disk.bytes(INDEX)).isEqualTo(image.get(INDEX));
  }

  @Test
  void theSummaryAloneSaysWhatTheWholeIndexSays() throws IOException {
    assertThat(summary()).isEqualTo(index().summary());
  }

  @Test
  void aSummaryWithAnyFlippedBitIsNotTrusted() throws IOException {
    for (int bit = 0; bit < 8 * 96; bit++) {
      byte[] damaged = disk.bytes(INDEX).clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      disk.replace(INDEX, damaged);
      assertThat(summary()).as("bit %d", bit).isNull();
      disk.load(image);
    }
  }

  @Test
  void anIndexOfAnEarlierProgramHasNoChecksumOfItsSummaryAndIsReadAsAWhole() throws IOException {
    byte[] earlier = disk.bytes(INDEX).clone();
    ByteBuffer b = ByteBuffer.wrap(earlier).order(ByteOrder.LITTLE_ENDIAN).putInt(76, 0);
    CRC32C crc = new CRC32C();
    crc.update(earlier, 0, earlier.length - 4);
    b.putInt(earlier.length - 4, (int) crc.getValue());
    SegmentIndex.Summary wanted = index().summary();
    disk.replace(INDEX, earlier);
    assertThat(summary()).isNull();
    assertThat(index().summary()).isEqualTo(wanted);
    assertThat(found(open().reader())).isEqualTo("[7] []");
    assertThat(disk.bytes(INDEX)).isEqualTo(earlier);
  }

  private SegmentIndex.@Nullable Summary summary() throws IOException {
    long bytes = disk.bytes(SegmentHeader.fileName(1)).length;
    return SegmentIndex.loadSummary(disk, new UUID(1, 1), 1, bytes);
  }

  private SegmentIndex index() throws IOException {
    long bytes = disk.bytes(SegmentHeader.fileName(1)).length;
    return Objects.requireNonNull(SegmentIndex.load(disk, new UUID(1, 1), 1, bytes));
  }

  private static String found(JournalReader reader) throws IOException {
    List<Long> seventh = reader.find(RecordKey.of("run007"));
    return seventh + " " + reader.find(RecordKey.of("nobody"));
  }

  private Journal open() throws IOException {
    JournalSettings forgetful =
        new JournalSettings(256 * 1024, 86_400_000, 16 * 1024, 0, 1, new DiskLimits(0, 0, 0, 0));
    return Journal.openStepped(disk, forgetful, () -> new UUID(1, 1), KEYS, new SilentListener());
  }
}
