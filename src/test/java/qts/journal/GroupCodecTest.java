package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qts.decision.Seeded;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

/**
 * Groups of generated records, composed to a frame and decoded again: what comes back is what went
 * in, byte for byte, whatever the columns made of it.
 */
class GroupCodecTest {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "7",
          "-7",
          "71000",
          "71000.10",
          "0.0",
          "-0.5",
          "00",
          "1e5",
          "1E-7",
          "123456789012345678",
          "1234567890123456789",
          "-999999999999999999",
          "0.000000000000000001",
          "12345678901234567890.5");
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "005930",
          "삼성전자",
          "deadbeef",
          "DEADBEEF",
          "00ff",
          "abc",
          "\uD83D\uDCC8",
          "2026-01-11T09:03:12.417+09:00",
          "2026-01-11T09:03:12.417Z",
          "2026-02-30T09:03:12.417+09:00");

  private final Seeded seeded = new Seeded("GroupCodecTest");
  private SnapshotScanner scanner = new SnapshotScanner();
  private GroupBuffer buffer = new GroupBuffer(1 << 20);
  private final List<Row> offered = new ArrayList<>();

  /** One record, as a value to compare. */
  private record Row(
      long position,
      RecordKind kind,
      long eventMillis,
      long receiveMillis,
      long monotonicNanos,
      String stream,
      long sequence,
      String notes,
      String payload) {}

  @RepeatedTest(200)
  void whatWasEncodedIsDecoded() throws IOException {
    long first = seeded.between(0, 1_000_000);
    buffer.clear(first);
    int records = seeded.between(1, 300);
    long receive = seeded.random().nextLong(-1L << 50, 1L << 50);
    for (int i = 0; i < records; i++) {
      receive += seeded.between(0, 100);
      add(first + i, receive);
    }

    assertThat(decoded()).isEqualTo(offered);
  }

  /** Values of one spelling, and such that only the first of them has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.25 -0.50 71000.10 0.00",
        "0.000000000000000001 0.999999999999999999",
        "1.25 1.5 1.255",
        "1.25 1e25 1.99",
        "0.50 -0.00",
        "7 -7 0 123456789012345678 -999999999999999999",
        "7 1234567890123456789",
        "7 -0",
        "1 2.5",
        "1e5 1E5 1e7",
        "\"deadbeefdeadbeef\" \"00ff00ff00ff00ff\"",
        "\"deadbeefdeadbeef\" \"DEADBEEFDEADBEEF\"",
        "\"deadbeefdeadbeef\" \"deadbeefdeadbeeg\"",
        "\"zzzzzzzzzzzzzzzz\" \"deadbeefdeadbeef\"",
        "\"deadbeefdeadbee\" \"00ff00ff00ff00f\"",
        "\"deadbeefdeadbeef0\" \"00ff00ff00ff00ff0\"",
        "\"2026-01-11T09:03:12.417+09:00\" \"1969-12-31T23:59:59.999+09:00\"",
        "\"2026-01-11T09:03:12.417+09:00\" \"2026-01-11T09:03:12.417+08:00\"",
        "\"2026-01-11T09:03:12.417+09:00\" \"2026-02-30T09:03:12.417+09:00\"",
        "\"2026-02-30T09:03:12.417+09:00\" \"2026-01-11T09:03:12.417+09:00\"",
        "\"a\" \"b\" \"c\"",
        "\"a\" \"bb\" \"\"",
        "true false",
        "null 1",
        "\"same\""
      })
  void columnsOfOneSpellingAndSuchThatBreakItAreDecoded(String values) throws IOException {
    buffer.clear(5);
    String[] each = values.split(" ", -1);
    for (int i = 0; i < 40; i++) {
      add(5 + i, 1_000 + i, snapshot("\"value\":" + each[i % each.length]), true);
    }

    assertThat(decoded()).isEqualTo(offered);
  }

  @Test
  void aFewThousandRecordsOfManyValuesAreDecoded() throws IOException {
    buffer.clear(0);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder inputs = new StringBuilder("\"v\":0");
      for (int v = 0; v < 12; v++) {
        inputs.append(",\"v%d\":%d".formatted(v, i * v));
      }
      add(offered.size(), 1_000 + i, snapshot(inputs.toString()), true);
    }

    assertThat(decoded()).isEqualTo(offered).hasSizeGreaterThan(1_000);
  }

  @Test
  void manyStreamsOfAGroupAreToldApart() throws IOException {
    buffer.clear(0);
    for (int i = 0; i < 90; i++) {
      add(i, 1_000, "market@" + i % 30, snapshot("\"value\":" + i), true);
    }

    assertThat(decoded()).isEqualTo(offered);
  }

  @Test
  void groupsFollowEachOtherAndAreEncodedWhileTheyFill() throws IOException {
    try (FrameWriter writer = new FrameWriter(RecordHasher.alone())) {
      List<Integer> sizes = new ArrayList<>();
      for (int group = 0; group < 3; group++) {
        buffer.clear(offered.size());
        int values = group == 1 ? 30_000 : 3;
        for (int i = 0; i < 120; i++) {
          String text = Integer.toString(i).repeat(group == 1 ? values / 4 : 1);
          add(offered.size(), 1_000, snapshot("\"value\":\"" + text + "\""), true);
          writer.advance(buffer);
          writer.advance(buffer);
        }
        sizes.add(buffer.count());
        assertThat(writer.encoded(buffer)).isEqualTo(buffer.count());
        writer.encode(buffer);
        FrameWriter.Composed composed = writer.compose(buffer, -1, Hash.ZERO);
        assertThat(rows(composed))
            .isEqualTo(offered.subList(offered.size() - buffer.count(), offered.size()));
      }
      assertThat(sizes).hasSize(3).doesNotContain(0);
    }
  }

  @Test
  void aGroupOfLargeValuesLeavesTheNextOneUnharmed() throws IOException {
    buffer = new GroupBuffer(32 << 20);
    try (FrameWriter writer = new FrameWriter(RecordHasher.alone())) {
      for (int i = 0; i < 300; i++) {
        String text = Character.toString('a' + i % 20).repeat(60_000);
        add(i, 1_000, snapshot("\"value\":\"" + text + "\""), true);
      }
      assertThat(buffer.dictionary().shapeCount()).isOne();
      writer.encode(buffer);
      offered.clear();
      buffer.clear(300);
      add(300, 1_000, snapshot("\"value\":\"small\""), true);
      writer.encode(buffer);

      assertThat(rows(writer.compose(buffer, -1, Hash.ZERO))).isEqualTo(offered);
    }
  }

  @Test
  void shapesBeyondTheMostOfAGroupAreStoredAsTheyAre() throws IOException {
    buffer.clear(0);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < GroupDictionary.MAX_SHAPES + 5; i++) {
        String snapshot = snapshot("\"v%d\":%d".formatted(i, round));
        scanner = new SnapshotScanner();
        scanner.scan(snapshot.getBytes(UTF_8), 0, snapshot.length(), new ScannedSnapshot());
        add(offered.size(), 1_000, snapshot, true);
      }
    }

    assertThat(buffer.dictionary().shapeCount()).isEqualTo(GroupDictionary.MAX_SHAPES);
    assertThat(decoded()).isEqualTo(offered);
  }

  private void add(long position, long receive) {
    boolean shaped = seeded.flag();
    add(position, receive, shaped ? snapshot() : anything(), shaped);
  }

  private void add(long position, long receive, String text, boolean shaped) {
    add(position, receive, "market@" + seeded.between(0, 4), text, shaped);
  }

  private void add(long position, long receive, String stream, String text, boolean shaped) {
    byte[] payload = text.getBytes(UTF_8);
    byte[] notes = seeded.oneOf(TEXTS).getBytes(UTF_8);
    Entry entry = new Entry();
    RecordKind kind = seeded.oneOf(List.of(RecordKind.values()));
    long event = seeded.flag() ? receive - seeded.between(0, 1000) : seeded.random().nextLong();
    entry.of(kind, stream, seeded.random().nextLong(), event, receive, seeded.random().nextLong());
    entry.notes(notes, notes.length);
    ScannedSnapshot scanned = new ScannedSnapshot();
    if (shaped && scanner.scan(payload, 0, payload.length, scanned)) {
      entry.payload(scanned);
    } else {
      entry.payload(payload, 0, payload.length);
    }
    if (!buffer.hasRoomFor(payload.length + notes.length)) {
      return;
    }
    buffer.add(entry, receive, 0);
    offered.add(
        new Row(
            position,
            kind,
            event,
            receive,
            entry.monotonicNanos,
            stream,
            entry.sequence,
            new String(notes, UTF_8),
            new String(payload, UTF_8)));
  }

  /** A snapshot of one of a few shapes whose values run through everything a column tells apart. */
  private String snapshot() {
    return snapshot("\"price\":" + number() + (seeded.flag() ? ",\"note\":\"" + text() + '"' : ""));
  }

  private String snapshot(String inputs) {
    int millis = seeded.between(100, 999);
    return "{\"meta\":{\"timestamp\":\"2026-01-11T09:03:12."
        + millis
        + "+09:00\",\"timestamp_ms\":1768089792"
        + millis
        + ",\"session_id\":\""
        + seeded.oneOf(List.of("s1", "s2"))
        + "\",\"run_id\":\""
        + Long.toHexString(seeded.random().nextLong() | Long.MIN_VALUE)
        + "\",\"mode\":\"DEV\",\"observer_version\":\"1\"},\"context\":{\"source\":\"market\",\"stage\":\"raw\"},"
        + "\"observation\":{\"inputs\":{"
        + inputs
        + "},\"computed\":{},\"state\":{}}}";
  }

  private String number() {
    return seeded.flag() ? String.valueOf(seeded.between(-5, 5)) : seeded.oneOf(NUMBERS);
  }

  private String text() {
    return seeded.oneOf(TEXTS);
  }

  private String anything() {
    return text().repeat(seeded.between(0, 50));
  }

  private List<Row> decoded() throws IOException {
    try (FrameWriter writer = new FrameWriter(RecordHasher.alone())) {
      writer.encode(buffer);
      return rows(writer.compose(buffer, -1, Hash.ZERO));
    }
  }

  private static List<Row> rows(FrameWriter.Composed composed) throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 1 << 24);
    Group group = new Group();
    try (StorageFile file = disk.open("frame", Storage.Mode.CREATE);
        FrameReader frames = new FrameReader(file, "frame")) {
      ByteBuffer bytes = composed.bytes();
      file.write(bytes, 0);
      assertThat(frames.read(new Frame(0, composed.header()), group)).isNull();
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < group.count(); i++) {
      rows.add(
          new Row(
              group.position(i),
              group.kind(i),
              group.eventMillis(i),
              group.receiveMillis(i),
              group.monotonicNanos(i),
              group.stream(i),
              group.sequence(i),
              new String(group.notes(i), UTF_8),
              new String(group.payload(i), UTF_8)));
    }
    return rows;
  }
}
