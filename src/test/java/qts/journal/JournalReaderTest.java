package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
  private static final KeyReader KEYS =
      (group, i) -> RecordKey.of(new String(group.payload(i), UTF_8).split(" ", -1)[0]);

  private static final JournalSettings SMALL =
      JournalSettings.standard().withSegmentBytes(256 * 1024);

  private static final ReadRange ALL = ReadRange.everything();

  @TempDir Path folder;

  @Test
  void aReaderBesideAWriterThatRollsSegmentsMissesNothing() throws IOException {
    try (Journal journal = open(SMALL)) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> appendFillers(journal));
      while (!writing.isDone()) {
        try (JournalReader reader = journal.reader()) {
          long durable = journal.durablePosition();
          Positions seen = new Positions();
          reader.forward(ReadRange.everything().positions(0, durable), seen);
          assertThat(seen.count).isEqualTo(durable + 1);
          assertThat(seen.last).isEqualTo(durable);
        }
      }
      writing.join();
      assertThat(journal.reader().find(RecordKey.of("run-0"))).containsExactly(0L);
    }
  }

  @Test
  void aKeyIsFoundWhereverItsRecordIs() throws IOException {
    JournalSettings forgetful =
        new JournalSettings(
            256 * 1024,
            86_400_000,
            16 * 1024,
            0,
            10,
            DiskLimits.standard().withReserveBytes(64 << 10));
    try (Journal journal = open(forgetful)) {
      append(journal, "twice", 0);
      for (int i = 0; i < 400; i++) {
        append(journal, "filler-" + i, i);
      }
      append(journal, "tail", 0);
      append(journal, "twice", 0);
      for (int i = 400; i < 425; i++) {
        append(journal, "filler-" + i, i);
      }
      try (JournalReader reader = journal.reader()) {
        assertThat(found(reader)).isEqualTo("[402, 0] [401] [426] []");
      }
      try (JournalReader reader = offline()) {
        assertThat(found(reader)).isEqualTo("[402, 0] [401] [426] []");
      }
    }
  }

  private static String found(JournalReader reader) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String key : List.of("twice", "tail", "filler-423", "nobody")) {
      all.append(' ').append(reader.find(RecordKey.of(key)));
    }
    return all.substring(1);
  }

  @Test
  void positionsThatNoFrameHoldsAreHoles() throws IOException {
    try (Journal journal = open(SMALL)) {
      for (int i = 0; i < 20; i++) {
        append(journal, "run-" + i, i);
      }
      assertThat(journal.reader().holes(ALL)).isEmpty();
    }
    damageTenthFrame();
    try (JournalReader reader = offline()) {
      assertThat(lost(reader.holes(ALL))).containsExactly("10 to 10");
      assertThat(reader.holes(ALL.positions(0, 9))).isEmpty();
      assertThat(reader.holes(ALL.positions(11, 20))).isEmpty();
      assertThat(reader.holes(ALL.events(0, 999))).isEmpty();
      assertThat(reader.holes(ALL.events(1_001, 2_000))).isEmpty();
      assertThat(reader.holes(ALL.events(1_000, 1_000))).hasSize(1);
    }
    cutAfterDamage();
    try (JournalReader reader = offline()) {
      assertThat(lost(reader.holes(ALL))).containsExactly("10 to 19");
      assertThat(reader.nextPosition()).isEqualTo(20);
    }
    try (Journal journal = open(SMALL)) {
      append(journal, "after", 0);
      assertThat(lost(journal.reader().holes(ALL))).containsExactly("10 to 19");
    }
  }

  @Test
  void aRecordIsInTheRangeOfAllTheTimeItIsAbout() throws IOException {
    try (Journal journal = open(SMALL)) {
      byte[] payload = "gap".getBytes(UTF_8);
      Entry gap = new Entry().of(RecordKind.GAP, "market@s", 1, 1_000, 9_000, 0);
      journal.awaitDurable(journal.append(gap.payload(payload, 0, payload.length).until(5_000), 0));
      try (JournalReader reader = journal.reader()) {
        List<Long> seen = new ArrayList<>();
        for (long at : List.of(999L, 1_000L, 3_000L, 5_000L, 5_001L)) {
          Positions positions = new Positions();
          reader.forward(ReadRange.everything().events(at, at), positions);
          seen.add(positions.count);
        }
        assertThat(seen).containsExactly(0L, 1L, 1L, 1L, 0L);
      }
    }
  }

  @Test
  void besideAWriterOnlyWhatAWatermarkCoversIsRead() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    JournalSettings settings = SMALL.withDiskReserveBytes(0);
    Journal journal =
        Journal.openStepped(disk, settings, () -> new UUID(1, 1), KEYS, new SilentListener());
    journal.step();
    byte[] covering = {};
    for (int i = 0; i < 5; i++) {
      covering = disk.bytes(Watermark.FILE).clone();
      byte[] payload = ("run-" + i).getBytes(UTF_8);
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "market@s", 1, 1_000, 2_000, 0);
      journal.append(entry.payload(payload, 0, payload.length), 0);
      journal.step();
    }
    assertThat(offlineCount(disk)).isEqualTo(5);
    disk.replace(Watermark.FILE, covering);
    assertThat(offlineCount(disk)).as("the fifth may not be synced").isEqualTo(4);
    disk.replace(Watermark.FILE, new byte[covering.length]);
    assertThat(offlineCount(disk)).as("the fifth says that the fourth is").isEqualTo(4);
    disk.killProcess();
    assertThat(offlineCount(disk)).as("nobody writes any more").isEqualTo(5);
  }

  private static long offlineCount(Storage storage) throws IOException {
    try (JournalReader reader = JournalReader.open(storage, KEYS)) {
      Positions seen = new Positions();
      reader.forward(ALL, seen);
      assertThat(reader.nextPosition()).isEqualTo(seen.count);
      return seen.count;
    }
  }

  @Test
  void aFolderIsLockedForAsLongAsItsWriterIsThere() throws IOException {
    assertThat(storage().isLocked()).isFalse();
    try (Journal journal = open(SMALL)) {
      append(journal, "run-1", 1);
      assertThat(storage().isLocked()).isTrue();
      assertThat(storage().isLocked()).as("asking does no harm").isTrue();
    }
    assertThat(storage().isLocked()).isFalse();
  }

  private static List<String> lost(List<Damage> holes) {
    return holes.stream().map(d -> d.firstLost() + " to " + d.lastLost()).toList();
  }

  private Path segment() {
    return folder.resolve("segment-0000000001.qtsj");
  }

  private void damageTenthFrame() throws IOException {
    byte[] bytes = Files.readAllBytes(segment());
    bytes[frameAt(bytes, 10) + 50] ^= 1;
    Files.write(segment(), bytes);
  }

  private void cutAfterDamage() throws IOException {
    byte[] bytes = Files.readAllBytes(segment());
    Files.write(segment(), Arrays.copyOf(bytes, frameAt(bytes, 10)));
  }

  /** Where frame {@code number} begins, when every frame holds one record. */
  private static int frameAt(byte[] bytes, int number) {
    int at = SegmentHeader.FRAMES_AT;
    for (int i = 0; i < number; i++) {
      at += (bytes[at + 8] & 255) | (bytes[at + 9] & 255) << 8;
    }
    return at;
  }

  private static final class Positions implements RecordVisitor {
    private long count;
    private long last = -1;

    @Override
    public boolean onRecord(Group group, int i) {
      assertThat(group.position(i)).isGreaterThan(last);
      last = group.position(i);
      count++;
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }
  }

  /** About four segments of records that don't compress. */
  private static void appendFillers(Journal journal) {
    try {
      for (int i = 0; i < 1_000; i++) {
        append(journal, "run-" + i, i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Journal journal, String key, int seed) throws IOException {
    byte[] noise = new byte[1_000];
    new java.util.Random(seed).nextBytes(noise);
    byte[] head = (key + " ").getBytes(UTF_8);
    byte[] payload = Arrays.copyOf(head, head.length + noise.length);
    System.arraycopy(noise, 0, payload, head.length, noise.length);
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "market@s", 1, 1_000, 2_000, 0);
    journal.awaitDurable(
        journal.append(entry.payload(payload, 0, payload.length), RecordKey.of(key)));
  }

  private Journal open(JournalSettings settings) throws IOException {
    return Journal.open(storage(), settings, UUID::randomUUID, KEYS, new SilentListener());
  }

  private JournalReader offline() throws IOException {
    return JournalReader.open(storage(), KEYS);
  }

  private DiskStorage storage() throws IOException {
    return new DiskStorage(folder, InstantSource.system(), System::nanoTime);
  }
}
