package qts.verify;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Unpacks the records of a group. Reusable; not for several threads at once. */
final class GroupBody {
  private static final int MAX_SHAPES = 64;
  private static final int MAX_SHAPE_SEGMENTS = 257;

  /** The most that the notes and payloads of a group have. */
  private static final long MAX_DATA_BYTES = 64 << 20;

  /** The most that the canonical forms of its records have. */
  private static final long MAX_FORM_BYTES = 128 << 20;

  private static final int MAX_KIND = 31;

  private byte[][] streams = {};
  private byte[][][] shapes = {};
  private final Columns columns = new Columns();
  private final Columns.Place[] values = new Columns.Place[MAX_SHAPES];
  private byte[] kind = {};
  private long[] event = {};
  private long[] receive = {};
  private long[] nanos = {};
  private long[] sequence = {};
  private int[] stream = {};
  private int[] notesLength = {};
  private int[] form = {};
  private int[] member = {};
  private int[] payloadLength = {};
  private int notesAt;
  private int payloadsAt;
  private int count;
  private long dataBytes;
  private long formBytes;
  private long firstPosition;
  private byte[] bytes = {};
  private final StoredRecord record = new StoredRecord();
  private final CRC32C crc = new CRC32C();

  /** Told of a record that does not match its checksum. */
  interface Mismatch {
    void at(long position);
  }

  /**
   * Unpacks a body and shows its records.
   *
   * @throws DamagedBodyException when it is not the body of a group with this header
   */
  void read(FrameHead head, BodyReader body, MerkleTree tree, RecordSink sink, Mismatch mismatch) {
    begin(head, body);
    readNames(body);
    readKinds(body);
    differences(body, event, head.firstReceiveMillis());
    differences(body, receive, head.firstReceiveMillis());
    differences(body, nanos, head.monotonicNanos());
    readSequences(body);
    readNotes(body);
    readPayloads(body);
    showRecords(body, tree, sink, mismatch);
    if (body.remaining() != 0) {
      throw new DamagedBodyException(body.remaining() + " bytes lie behind the records");
    }
  }

  private void begin(FrameHead head, BodyReader body) {
    count = head.records();
    dataBytes = 0;
    formBytes = 0;
    firstPosition = head.firstPosition();
    bytes = body.array();
    if (kind.length < count) {
      kind = new byte[count];
      event = new long[count];
      receive = new long[count];
      nanos = new long[count];
      sequence = new long[count];
      stream = new int[count];
      notesLength = new int[count];
      form = new int[count];
      member = new int[count];
      payloadLength = new int[count];
    }
  }

  private void readNames(BodyReader body) {
    streams = new byte[body.count(count)][];
    for (int i = 0; i < streams.length; i++) {
      streams[i] = body.block();
    }
    shapes = new byte[body.count(MAX_SHAPES)][][];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = new byte[body.count(MAX_SHAPE_SEGMENTS)][];
      for (int s = 0; s < shapes[i].length; s++) {
        shapes[i][s] = body.block();
      }
      if (shapes[i].length == 0) {
        throw new DamagedBodyException("a shape has no segment");
      }
    }
  }

  private void readKinds(BodyReader body) {
    System.arraycopy(bytes, body.part(count), kind, 0, count);
    for (int i = 0; i < count; i++) {
      if (kind[i] < 1 || kind[i] > MAX_KIND) {
        throw new DamagedBodyException("a record has the impossible kind " + kind[i]);
      }
    }
  }

  private void differences(BodyReader body, long[] values, long start) {
    long before = start;
    for (int i = 0; i < count; i++) {
      before += body.svar();
      values[i] = before;
    }
  }

  private void readSequences(BodyReader body) {
    for (int i = 0; i < count; i++) {
      stream[i] = body.count(streams.length - 1L);
    }
    long[] before = new long[streams.length];
    for (int i = 0; i < count; i++) {
      before[stream[i]] += body.svar();
      sequence[i] = before[stream[i]];
    }
  }

  private void readNotes(BodyReader body) {
    notesAt = body.part(readLengths(body, notesLength, false));
  }

  /** Reads lengths, of records of form 0 only or of all, and returns their sum. */
  private long readLengths(BodyReader body, int[] lengths, boolean storedOnly) {
    long total = 0;
    for (int i = 0; i < count; i++) {
      lengths[i] = storedOnly && form[i] != 0 ? 0 : body.length();
      total += lengths[i];
    }
    return total;
  }

  private void readPayloads(BodyReader body) {
    int[] members = new int[shapes.length];
    for (int i = 0; i < count; i++) {
      form[i] = body.count(shapes.length);
      member[i] = form[i] == 0 ? 0 : members[form[i] - 1]++;
    }
    payloadsAt = body.part(readLengths(body, payloadLength, true));
    columns.clear();
    for (int s = 0; s < shapes.length; s++) {
      values[s] = columns.read(body, members[s], shapes[s].length - 1);
    }
  }

  private void showRecords(BodyReader body, MerkleTree tree, RecordSink sink, Mismatch mismatch) {
    tree.clear();
    for (int i = 0; i < count; i++) {
      compose(i);
      if (record.checksum(crc) != body.int32()) {
        mismatch.at(record.position());
      }
      tree.add(tree.prefixedLeaf(record.leaf(), record.length()));
      sink.accept(record, streams[stream[i]]);
    }
  }

  private void compose(int i) {
    byte[] name = streams[stream[i]];
    long payload = form[i] == 0 ? payloadLength[i] : shapedBytes(i);
    limit(name.length, notesLength[i] + payload);
    record
        .begin(firstPosition + i, kind[i], event[i], receive[i], nanos[i], sequence[i])
        .part(name, 0, name.length);
    record.part(bytes, notesAt, notesLength[i]);
    notesAt += notesLength[i];
    if (form[i] == 0) {
      record.part(bytes, payloadsAt, payloadLength[i]);
      payloadsAt += payloadLength[i];
    } else {
      assemble(shapes[form[i] - 1], values[form[i] - 1], member[i], (int) payload);
    }
  }

  /** What many records share is in the body once: a small one could make more than any writer. */
  private void limit(int name, long data) {
    dataBytes += data;
    formBytes += StoredRecord.bytes(name, data);
    if (dataBytes > MAX_DATA_BYTES || formBytes > MAX_FORM_BYTES) {
      throw new DamagedBodyException("the records take more than the limit");
    }
  }

  private long shapedBytes(int i) {
    long length = columns.bytesOf(values[form[i] - 1], member[i]);
    for (byte[] segment : shapes[form[i] - 1]) {
      length += segment.length;
    }
    return length;
  }

  /** The payload of a shape: segments and values in turn. */
  private void assemble(byte[][] segments, Columns.Place place, int member, int length) {
    int at = record.part(length);
    for (int s = 0; s < segments.length; s++) {
      System.arraycopy(segments[s], 0, record.leaf(), at, segments[s].length);
      at += segments[s].length;
      if (s + 1 < segments.length) {
        at = columns.copy(place, member, s, record.leaf(), at);
      }
    }
  }

  /** The kinds of the records, a bit for each. */
  int kinds() {
    int kinds = 0;
    for (int i = 0; i < count; i++) {
      kinds |= 1 << kind[i];
    }
    return kinds;
  }

  long minEventMillis() {
    return Arrays.stream(event, 0, count).min().orElse(0);
  }

  long maxEventMillis() {
    return Arrays.stream(event, 0, count).max().orElse(0);
  }

  long firstReceiveMillis() {
    return receive[0];
  }

  long lastReceiveMillis() {
    return receive[count - 1];
  }

  /** The first record whose receive time lies before that of the record before; −1 for none. */
  long backwardsAt() {
    for (int i = 1; i < count; i++) {
      if (receive[i] < receive[i - 1]) {
        return firstPosition + i;
      }
    }
    return -1;
  }
}
