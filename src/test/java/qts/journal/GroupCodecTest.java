package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
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
  private final SnapshotScanner scanner = new SnapshotScanner();
  private final GroupBuffer buffer = new GroupBuffer(1 << 20);
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

  private void add(long position, long receive) {
    boolean shaped = seeded.flag();
    byte[] payload = (shaped ? snapshot() : anything()).getBytes(UTF_8);
    byte[] notes = seeded.oneOf(TEXTS).getBytes(UTF_8);
    Entry entry = new Entry();
    RecordKind kind = seeded.oneOf(List.of(RecordKind.values()));
    long event = seeded.flag() ? receive - seeded.between(0, 1000) : seeded.random().nextLong();
    String stream = "market@" + seeded.between(0, 4);
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
    String inputs = "\"price\":" + number() + (seeded.flag() ? ",\"note\":\"" + text() + '"' : "");
    return "{\"meta\":{\"timestamp\":\"2026-01-11T09:03:12."
        + seeded.between(100, 999)
        + "+09:00\",\"timestamp_ms\":1768089792417,\"session_id\":\""
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
    SimulatedStorage disk = new SimulatedStorage(1, 1 << 24);
    Group group = new Group();
    try (FrameWriter writer = new FrameWriter(new RecordHasher());
        StorageFile file = disk.open("frame", Storage.Mode.CREATE)) {
      writer.encode(buffer);
      FrameWriter.Composed composed = writer.compose(buffer, -1, Hash.ZERO);
      ByteBuffer bytes = composed.bytes();
      file.write(bytes, 0);
      Damage damage = new FrameReader(file, "frame").read(new Frame(0, composed.header()), group);
      assertThat(damage).isNull();
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
