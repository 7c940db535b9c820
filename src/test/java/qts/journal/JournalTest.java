package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalSettings SMALL =
      JournalSettings.standard().withSegmentBytes(256 * 1024);

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsReadBackInOrder() throws IOException {
    try (Journal journal = open()) {
      append(journal, 0, 1000);
      assertThat(read(journal.reader())).isEqualTo(lines(0, 1000));
    }
  }

  @Test
  void reverseReadingGivesTheNewestFirst() throws IOException {
    try (Journal journal = open()) {
      append(journal, 0, 500);
      List<String> seen = new ArrayList<>();
      journal.reader().backward(ReadRange.everything(), collector(seen));
      assertThat(seen).isEqualTo(lines(0, 500).reversed());
    }
  }

  @Test
  void aJournalThatWasClosedInOrderOpensCleanAndGoesOn() throws IOException {
    try (Journal journal = open()) {
      append(journal, 0, 100);
    }
    try (Journal journal = open()) {
      append(journal, 100, 50);
      assertThat(journal.recovery().clean()).isTrue();
      assertThat(journal.recovery().damages()).isEmpty();
      assertThat(read(journal.reader())).isEqualTo(lines(0, 150));
    }
  }

  @Test
  void segmentsRollAndAreAllReadBack() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < 300; i++) {
        append(journal, i * 500, 500);
      }
      assertThat(read(journal.reader())).isEqualTo(lines(0, 150_000));
    }
    try (Journal journal = open()) {
      assertThat(journal.recovery().segments()).isGreaterThan(2);
      assertThat(journal.recovery().damages()).isEmpty();
      assertThat(read(journal.reader())).isEqualTo(lines(0, 150_000));
    }
  }

  @Tag("exhaustive")
  @Test
  void aSegmentOfManySmallRecordsEndsBeforeItIsFullSoThatItsKeysFitIntoMemory() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 256 << 20);
    Journal journal =
        Journal.openStepped(
            disk,
            JournalSettings.standard().withDiskReserveBytes(0),
            () -> new UUID(1, 2),
            (group, i) -> 0,
            new SilentListener());
    Entry entry = new Entry();
    for (int i = 0; i <= SegmentWriter.MAX_RECORDS; i++) {
      while (!journal.hasRoom(0)) {
        journal.step();
      }
      journal.append(entry.of(RecordKind.SNAPSHOT, "s@1", i, i, i, i), 0);
    }
    while (journal.durablePosition() < SegmentWriter.MAX_RECORDS) {
      journal.step();
    }
    assertThat(disk.list()).contains(SegmentHeader.fileName(1), SegmentHeader.fileName(2));
  }

  @Test
  void aSecondWriterIsRefused() throws IOException {
    try (Journal journal = open()) {
      append(journal, 0, 1);
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalLockedException.class)
          .hasMessageContaining("another recorder holds the journal");
    }
  }

  @Test
  void aTornTailIsCutAndKeptInQuarantine() throws IOException {
    try (Journal journal = open()) {
      append(journal, 0, 100);
    }
    Path segment = folder.resolve("segment-0000000001.qtsj");
    byte[] bytes = Files.readAllBytes(segment);
    int end = lastNonZero(bytes) + 1;
    bytes[end + 100] = 7;
    Files.write(segment, bytes);
    try (Journal journal = open()) {
      assertThat(journal.recovery().cutBytes()).isPositive();
      append(journal, 100, 10);
      assertThat(read(journal.reader())).isEqualTo(lines(0, 110));
    }
    assertThat(folder.resolve("quarantine")).isNotEmptyDirectory();
  }

  @Test
  void aTruncationOfAcknowledgedRecordsIsNamedAndSurvived() throws IOException {
    try (Journal journal = open()) {
      append(journal, 0, 100);
      append(journal, 100, 100);
    }
    Path segment = folder.resolve("segment-0000000001.qtsj");
    byte[] bytes = Files.readAllBytes(segment);
    byte[] cut = Arrays.copyOf(bytes, lastNonZero(bytes) - 100);
    Files.write(segment, cut);
    try (Journal journal = open()) {
      assertThat(journal.recovery().damages())
          .singleElement()
          .satisfies(
              d -> assertThat(List.of(d.firstLost(), d.lastLost())).isEqualTo(List.of(100L, 199L)));
      append(journal, 200, 10);
      List<String> expected = lines(0, 100);
      expected.addAll(lines(200, 10));
      assertThat(read(journal.reader())).isEqualTo(expected);
    }
  }

  @Test
  void recentKeysAreKnownAgainAfterReopening() throws IOException {
    try (Journal journal = open()) {
      for (int i = 0; i < 100; i++) {
        append(journal, i * 100, 100);
      }
    }
    try (Journal journal = open()) {
      assertThat(
              IntStream.range(0, 10_000)
                  .mapToLong(i -> journal.findRecent(RecordKey.of("key-" + i)))
                  .toArray())
          .isEqualTo(IntStream.range(0, 10_000).mapToLong(i -> i).toArray());
    }
  }

  private static int lastNonZero(byte[] bytes) {
    int i = bytes.length - 1;
    while (bytes[i] == 0) {
      i--;
    }
    return i;
  }

  private Journal open() throws IOException {
    return Journal.open(
        new DiskStorage(folder, InstantSource.system(), System::nanoTime),
        SMALL,
        UUID::randomUUID,
        (group, i) -> RecordKey.of("key-" + number(group, i)),
        new SilentListener());
  }

  private static int number(Group group, int i) {
    String text = new String(group.payload(i), UTF_8);
    return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
  }

  private static void append(Journal journal, int from, int count) throws IOException {
    Entry entry = new Entry();
    long last = -1;
    for (int i = from; i < from + count; i++) {
      byte[] payload = line(i).getBytes(UTF_8);
      entry
          .of(RecordKind.SNAPSHOT, "market@s", i, 1_000L + i, 2_000L + i, i)
          .payload(payload, 0, payload.length)
          .notes(new byte[] {1, 2}, i % 3);
      last = journal.append(entry, RecordKey.of("key-" + i));
    }
    journal.awaitDurable(last);
  }

  private static String line(int i) {
    return "record number " + i;
  }

  private static List<String> lines(int from, int count) {
    return new ArrayList<>(
        IntStream.range(from, from + count).mapToObj(JournalTest::line).toList());
  }

  private static List<String> read(JournalReader reader) throws IOException {
    List<String> seen = new ArrayList<>();
    try (reader) {
      reader.forward(ReadRange.everything(), collector(seen));
    }
    return seen;
  }

  private static RecordVisitor collector(List<String> seen) {
    return new RecordVisitor() {
      @Override
      public boolean onRecord(Group group, int i) {
        seen.add(new String(group.payload(i), UTF_8));
        return true;
      }

      @Override
      public void onDamage(Damage damage) {
        seen.add(damage.toString());
      }
    };
  }
}
