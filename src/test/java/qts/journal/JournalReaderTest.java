package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
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

  /** A frame that was read while it was written, and the next one behind it. */
  @Test
  void whatIsBeingWrittenIsNoDamage() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    SteppedJournal journal = new SteppedJournal(disk);
    byte[] covering = {};
    for (String text : List.of("zero", "one", "two", "three", "four", "five")) {
      if (text.equals("four")) {
        covering = disk.bytes(Watermark.FILE).clone();
      }
      journal.group(text);
    }
    byte[] segment = disk.bytes(SegmentHeader.fileName(1)).clone();
    segment[ForgedFrame.at(segment, 4) + FrameHeader.BYTES] ^= 1;
    disk.replace(SegmentHeader.fileName(1), segment);

    disk.replace(Watermark.FILE, covering);
    assertThat(offlineCount(disk)).as("two are being written").isEqualTo(4);
    disk.replace(Watermark.FILE, new byte[covering.length]);
    assertThat(offlineCount(disk)).as("nothing is known to be durable").isEqualTo(4);
    disk.killProcess();
    try (JournalReader reader = JournalReader.open(disk, KEYS)) {
      Positions seen = new Positions();
      reader.forward(ALL, seen);
      assertThat(reader.journalId()).isEqualTo(journal.journal().id());
      assertThat(reader.holes(ALL)).as("nobody writes any more").hasSize(1);
      assertThat(seen.count).isEqualTo(5);
    }
    assertThat(journal.journal().failure()).isNull();
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

  @Test
  void readingStopsWhereTheVisitorHasEnough() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("zero", "one", "two");
      journal.group("three", "four");
      journal.group("five");
      try (JournalReader reader = journal.journal().reader()) {
        List<List<String>> seen = new ArrayList<>();
        for (int most : List.of(1, 3, 4)) {
          SeenRecords forward = new SeenRecords(most);
          reader.forward(ALL, forward);
          SeenRecords backward = new SeenRecords(most);
          reader.backward(ALL, backward);
          seen.add(forward.texts());
          seen.add(backward.texts());
        }
        assertThat(seen)
            .containsExactly(
                List.of("zero"),
                List.of("five"),
                List.of("zero", "one", "two"),
                List.of("five", "four", "three"),
                List.of("zero", "one", "two", "three"),
                List.of("five", "four", "three", "two"));
      }
    }
  }

  @Test
  void aRangeOfPositionsIsShownExactlyInBothDirections() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("0", "1", "2");
      journal.group("3", "4", "5");
      journal.roll();
      long last = journal.journal().nextPosition() - 1;
      journal.group("x", "y");
      try (JournalReader reader = journal.journal().reader()) {
        assertThat(texts(reader, 1, 4)).containsExactly("1", "2", "3", "4");
        assertThat(texts(reader, 2, 2)).containsExactly("2");
        assertThat(texts(reader, last + 1, 1_000)).containsExactly("x", "y");
        assertThat(texts(reader, last + 3, 1_000)).isEmpty();
        assertThat(reader.firstPosition()).isZero();
        assertThat(reader.nextPosition()).isEqualTo(last + 3);
      }
    }
  }

  private static List<String> texts(JournalReader reader, long from, long to) throws IOException {
    SeenRecords forward = new SeenRecords();
    reader.forward(ALL.positions(from, to), forward);
    SeenRecords backward = new SeenRecords();
    reader.backward(ALL.positions(from, to), backward);
    assertThat(backward.texts().reversed()).isEqualTo(forward.texts());
    return forward.texts();
  }

  @Test
  void aRecordIsShownByItsPositionInSealedAndOpenSegments() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("zero", "one", "two");
      journal.roll();
      long next = journal.journal().nextPosition();
      journal.group("last but one", "last");
      try (JournalReader beside = journal.journal().reader();
          JournalReader offline = JournalReader.open(disk, KEYS)) {
        for (JournalReader reader : List.of(beside, offline)) {
          SeenRecords seen = new SeenRecords();
          List<Boolean> there = new ArrayList<>();
          for (long position : List.of(-1L, 1L, 2L, 0L, next + 1, next, next + 2)) {
            there.add(reader.at(position, seen));
          }
          assertThat(there).containsExactly(false, true, true, true, true, true, false);
          assertThat(seen.texts()).containsExactly("one", "two", "zero", "last", "last but one");
        }
      }
    }
  }

  @Test
  void aDamagedGroupIsToldInEitherDirectionAndByPositionAndTheRestIsShown() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    SteppedJournal journal = new SteppedJournal(disk);
    journal.group("zero");
    journal.group("one", "two");
    journal.group("three");
    String name = SegmentHeader.fileName(1);
    int second = ForgedFrame.at(disk.bytes(name), 1);
    byte[] whole = disk.bytes(name).clone();
    byte[] damaged = whole.clone();
    damaged[second + 180] ^= 1;
    try (JournalReader reader = journal.journal().reader()) {
      disk.replace(name, damaged);
      SeenRecords forward = new SeenRecords();
      SeenRecords backward = new SeenRecords();
      SeenRecords single = new SeenRecords();
      reader.forward(ALL, forward);
      reader.backward(ALL, backward);
      assertThat(reader.at(2, single)).as("there is a record").isTrue();

      Damage damage = new Damage(name, second, "the group does not match its checksum", 1, 2);
      assertThat(forward.texts()).containsExactly("zero", "three");
      assertThat(backward.texts()).containsExactly("three", "zero");
      assertThat(single.texts()).isEmpty();
      assertThat(List.of(forward.damages(), backward.damages(), single.damages()))
          .containsOnly(List.of(damage));
    }
    disk.replace(name, Arrays.copyOf(whole, second + 100));
    try (JournalReader reader = journal.journal().reader()) {
      SeenRecords cut = new SeenRecords();
      reader.forward(ALL.positions(1, 2), cut);
      assertThat(cut.damages())
          .containsExactly(new Damage(name, second, "the file ends inside the group", 1, 2));
    }
  }

  @Test
  void aRecordIsShownWithEverythingItCameWith() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    Journal journal =
        Journal.openStepped(
            disk, SteppedJournal.SETTINGS, () -> new UUID(1, 1), KEYS, new SilentListener());
    journal.step();
    byte[] bytes = "..payload..".getBytes(UTF_8);
    Entry entry = new Entry().of(RecordKind.BLOCK, "risk@7", 11, 12, 13, 14);
    journal.append(entry.payload(bytes, 2, 9).notes(new byte[] {1, 2, 3}, 2), 0);
    journal.step();
    List<String> seen = new ArrayList<>();
    try (JournalReader reader = journal.reader()) {
      reader.at(
          0,
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              return seen.add(describe(group, i));
            }

            @Override
            public void onDamage(Damage damage) {
              throw new AssertionError(damage);
            }
          });
    }
    assertThat(seen).containsExactly("0 BLOCK risk@7 11 12 13 14 payload [1, 2] checked of 1 at 0");
  }

  private static String describe(Group group, int i) {
    ByteBuffer form = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    form.putLong(0).put((byte) 10).putLong(12).putLong(13).putLong(14).putLong(11);
    form.putInt(6).put("risk@7".getBytes(UTF_8)).putInt(2).put(new byte[] {1, 2});
    form.putInt(7);
    CRC32C crc = new CRC32C();
    crc.update(form.flip());
    crc.update("payload".getBytes(UTF_8));
    return String.join(
        " ",
        "" + group.position(i),
        "" + group.kind(i),
        group.stream(i),
        "" + group.sequence(i),
        "" + group.eventMillis(i),
        "" + group.receiveMillis(i),
        "" + group.monotonicNanos(i),
        new String(group.data(), group.payloadFrom(i), 7, UTF_8),
        Arrays.toString(Arrays.copyOfRange(group.data(), group.notesFrom(i), group.notesTo(i))),
        group.checksum(i) == (int) crc.getValue() ? "checked" : "wrong",
        "of " + group.count() + " at " + group.firstPosition());
  }

  @Test
  void aKeyInADamagedGroupIsNotFoundAndTheOthersAre() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("zero");
      journal.group("one");
      journal.group("two");
    }
    String name = SegmentHeader.fileName(1);
    try (JournalReader reader = JournalReader.open(disk, KEYS)) {
      byte[] damaged = disk.bytes(name).clone();
      damaged[ForgedFrame.at(damaged, 1) + 180] ^= 1;
      disk.replace(name, damaged);
      List<List<Long>> found = new ArrayList<>();
      for (String key : List.of("zero", "one", "two")) {
        found.add(reader.find(RecordKey.of(key)));
      }
      assertThat(found).containsExactly(List.of(0L), List.of(), List.of(2L));
    }
  }

  @Test
  void groupsThatCannotHoldTheKindOrTheKeysArePassedOver() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    Journal journal =
        Journal.openStepped(
            disk, SteppedJournal.SETTINGS, () -> new UUID(1, 1), KEYS, new SilentListener());
    journal.step();
    for (String symbol : List.of("A", "B")) {
      for (RecordKind kind : List.of(RecordKind.SNAPSHOT, RecordKind.JUDGMENT)) {
        byte[] payload = (symbol + " " + kind).getBytes(UTF_8);
        Entry entry = new Entry().of(kind, "s@1", 1, 1, 1, 1);
        entry.keys(KeyFilter.hash(symbol), KeyFilter.hash("session " + symbol));
        assertThat(entry.symbolHash()).isEqualTo(KeyFilter.hash(symbol));
        journal.append(entry.payload(payload, 0, payload.length), 0);
        journal.step();
      }
    }
    List<List<String>> seen = new ArrayList<>();
    try (JournalReader reader = journal.reader()) {
      for (ReadRange range :
          List.of(
              ALL.kinds(RecordKind.JUDGMENT.bit()),
              ALL.keys(KeyFilter.hash("A"), 0),
              ALL.keys(0, KeyFilter.hash("session B")).kinds(RecordKind.SNAPSHOT.bit()),
              ALL.keys(KeyFilter.hash("A"), KeyFilter.hash("session B")))) {
        SeenRecords records = new SeenRecords();
        reader.forward(range, records);
        seen.add(records.texts());
      }
    }
    assertThat(seen)
        .containsExactly(
            List.of("A JUDGMENT", "B JUDGMENT"),
            List.of("A SNAPSHOT", "A JUDGMENT"),
            List.of("B SNAPSHOT"),
            List.of());
  }

  @Tag("exhaustive")
  @Test
  void recordsOfSeveralMebibytesAreWrittenReadScannedAndRecovered() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 256 << 20);
    JournalSettings large = JournalSettings.standard().withSegmentBytes(32 << 20);
    Journal journal =
        Journal.openStepped(
            disk,
            large.withDisk(new DiskLimits(0, 0, 0, 0)),
            () -> new UUID(1, 1),
            KEYS,
            new SilentListener());
    journal.step();
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    byte[] text = new byte[4 << 20];
    Arrays.fill(text, (byte) 'x');
    List<byte[]> payloads = List.of(noise, text, "small".getBytes(UTF_8));
    for (byte[] payload : payloads) {
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
      journal.append(entry.payload(payload, 0, payload.length), 0);
      journal.step();
    }
    disk.killProcess();
    try (JournalReader reader = JournalReader.open(disk, KEYS)) {
      List<byte[]> read = new ArrayList<>();
      reader.forward(
          ALL,
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              return read.add(group.payload(i));
            }

            @Override
            public void onDamage(Damage damage) {
              throw new AssertionError(damage);
            }
          });
      assertThat(read).usingElementComparator(Arrays::compare).isEqualTo(payloads);
    }
    assertThat(new Scrub(disk).check(1, bytes -> true).damages()).isEmpty();
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
    new Random(seed).nextBytes(noise);
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
