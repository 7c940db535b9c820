package qts.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The records of one committed group, decoded: the inverse of {@link GroupEncoder}. Every record is
 * checked against its checksum before anybody sees it. Reusable; not for several threads at once.
 */
public final class Group {
  private static final int MAX_SHAPE_SEGMENTS = 257;

  private long firstPosition;
  private int count;
  private byte[] data = new byte[1 << 16];
  private int dataLength;
  private String[] streams = {};
  private byte[][] streamBytes = {};
  private byte[][][] shapes = {};
  private byte[] kind = {};
  private long[] eventMillis = {};
  private long[] receiveMillis = {};
  private long[] monotonicNanos = {};
  private long[] sequence = {};
  private int[] stream = {};
  private int[] notesAt = {};
  private int[] notesLength = {};
  private int[] form = {};
  private int[] payloadAt = {};
  private int[] payloadLength = {};
  private final RecordForm canonical = new RecordForm();
  private final CRC32C crc = new CRC32C();
  private final ColumnDecoder columns = new ColumnDecoder();

  public int count() {
    return count;
  }

  public long firstPosition() {
    return firstPosition;
  }

  public long position(int i) {
    return firstPosition + i;
  }

  public RecordKind kind(int i) {
    return RecordKind.ofCode(kind[i]);
  }

  /** When it happened, by the sender's clock, epoch milliseconds. */
  public long eventMillis(int i) {
    return eventMillis[i];
  }

  /** When it was received, epoch milliseconds; never goes back within a journal. */
  public long receiveMillis(int i) {
    return receiveMillis[i];
  }

  /** The recording process's monotonic clock when it was received, nanoseconds. */
  public long monotonicNanos(int i) {
    return monotonicNanos[i];
  }

  /** The source and session it came from. */
  public String stream(int i) {
    return streams[stream[i]];
  }

  /** Its number within the stream. */
  public long sequence(int i) {
    return sequence[i];
  }

  /** Holds the payloads and notes; not to be changed, valid until the next group is decoded. */
  public byte[] data() {
    return data;
  }

  public int payloadFrom(int i) {
    return payloadAt[i];
  }

  public int payloadTo(int i) {
    return payloadAt[i] + payloadLength[i];
  }

  public int notesFrom(int i) {
    return notesAt[i];
  }

  public int notesTo(int i) {
    return notesAt[i] + notesLength[i];
  }

  /** A copy of the payload. */
  public byte[] payload(int i) {
    return Arrays.copyOfRange(data, payloadFrom(i), payloadTo(i));
  }

  /** A copy of the notes. */
  public byte[] notes(int i) {
    return Arrays.copyOfRange(data, notesFrom(i), notesTo(i));
  }

  /** The checksum of the record, as it stands in the journal. */
  public int checksum(int i) {
    canonical(i);
    return canonical.checksum(crc);
  }

  /** Reads a body; throws {@link DamagedGroupException} when it is not one of {@code frame}'s. */
  void decode(FrameHeader frame, ByteSource body) {
    start(frame);
    decodeStreams(body);
    decodeShapes(body);
    System.arraycopy(body.array(), body.skip(count), kind, 0, count);
    decodeDifferences(body, eventMillis, frame.firstReceiveMillis());
    decodeDifferences(body, receiveMillis, frame.firstReceiveMillis());
    decodeDifferences(body, monotonicNanos, frame.monotonicNanos());
    decodeSequences(body);
    decodeNotes(body);
    decodePayloads(body);
    check(body);
  }

  private void start(FrameHeader frame) {
    firstPosition = frame.firstPosition();
    count = 0;
    dataLength = 0;
    int n = frame.records();
    if (n > GroupBuffer.MAX_RECORDS || n < 0) {
      throw new DamagedGroupException("a group of " + n + " records is above the limit");
    }
    if (kind.length < n) {
      grow(Math.min(GroupBuffer.MAX_RECORDS, Math.max(n, 2 * kind.length)));
    }
    count = n;
  }

  private void grow(int n) {
    kind = new byte[n];
    eventMillis = new long[n];
    receiveMillis = new long[n];
    monotonicNanos = new long[n];
    sequence = new long[n];
    stream = new int[n];
    notesAt = new int[n];
    notesLength = new int[n];
    form = new int[n];
    payloadAt = new int[n];
    payloadLength = new int[n];
  }

  private void decodeStreams(ByteSource body) {
    int n = body.getCount(count);
    streams = new String[n];
    streamBytes = new byte[n][];
    for (int i = 0; i < n; i++) {
      streamBytes[i] = body.getBlock();
      streams[i] = new String(streamBytes[i], StandardCharsets.UTF_8);
    }
  }

  private void decodeShapes(ByteSource body) {
    int n = body.getCount(GroupBuffer.MAX_SHAPES);
    shapes = new byte[n][][];
    for (int s = 0; s < n; s++) {
      byte[][] segments = new byte[body.getCount(MAX_SHAPE_SEGMENTS)][];
      if (segments.length == 0) {
        throw new DamagedGroupException("a shape without segments");
      }
      for (int i = 0; i < segments.length; i++) {
        segments[i] = body.getBlock();
      }
      shapes[s] = segments;
    }
  }

  private void decodeDifferences(ByteSource body, long[] into, long start) {
    long before = start;
    for (int i = 0; i < count; i++) {
      before += body.getSvar();
      into[i] = before;
    }
  }

  private void decodeSequences(ByteSource body) {
    for (int i = 0; i < count; i++) {
      stream[i] = body.getCount(streams.length - 1);
    }
    long[] before = new long[streams.length];
    for (int i = 0; i < count; i++) {
      before[stream[i]] += body.getSvar();
      sequence[i] = before[stream[i]];
    }
  }

  private void decodeNotes(ByteSource body) {
    for (int i = 0; i < count; i++) {
      notesLength[i] = body.getCount(body.remaining());
    }
    for (int i = 0; i < count; i++) {
      notesAt[i] = append(body, notesLength[i]);
    }
  }

  private int append(ByteSource body, int length) {
    int at = room(length);
    System.arraycopy(body.array(), body.skip(length), data, at, length);
    return at;
  }

  /** Makes room for {@code length} bytes of data and returns where they begin. */
  private int room(int length) {
    if (length < 0 || length > Journal.MAX_GROUP_DATA_BYTES - dataLength) {
      throw new DamagedGroupException("the records of a group are above the limit");
    }
    if (data.length - dataLength < length) {
      data = Arrays.copyOf(data, Math.max(2 * data.length, dataLength + length));
    }
    int at = dataLength;
    dataLength += length;
    return at;
  }

  private void decodePayloads(ByteSource body) {
    for (int i = 0; i < count; i++) {
      form[i] = body.getCount(shapes.length);
    }
    for (int i = 0; i < count; i++) {
      if (form[i] == 0) {
        payloadLength[i] = body.getCount(body.remaining());
      }
    }
    for (int i = 0; i < count; i++) {
      if (form[i] == 0) {
        payloadAt[i] = append(body, payloadLength[i]);
      }
    }
    for (int s = 0; s < shapes.length; s++) {
      decodeShaped(body, s);
    }
  }

  private void decodeShaped(ByteSource body, int s) {
    byte[][] segments = shapes[s];
    int members = 0;
    for (int i = 0; i < count; i++) {
      members += form[i] == s + 1 ? 1 : 0;
    }
    columns.read(body, members, segments.length - 1);
    int member = 0;
    for (int i = 0; i < count; i++) {
      if (form[i] == s + 1) {
        assemble(i, segments, member++);
      }
    }
  }

  private void assemble(int i, byte[][] segments, int member) {
    int length = columns.lengthOf(member);
    for (byte[] segment : segments) {
      length += segment.length;
    }
    int at = room(length);
    payloadAt[i] = at;
    payloadLength[i] = length;
    columns.assemble(segments, member, data, at);
  }

  /** The kinds of the records, as a union of {@link RecordKind#bit()}. */
  int kinds() {
    int kinds = 0;
    for (int i = 0; i < count; i++) {
      kinds |= kind(i).bit();
    }
    return kinds;
  }

  /** The Merkle tree hash over the records. */
  Hash root(MerkleTree tree) {
    tree.clear();
    for (int i = 0; i < count; i++) {
      canonical(i);
      canonical.addTo(tree);
    }
    return new Hash(tree.root());
  }

  private void check(ByteSource body) {
    for (int i = 0; i < count; i++) {
      canonical(i);
      if (body.getInt() != canonical.checksum(crc)) {
        throw new DamagedGroupException("record " + position(i) + " does not match its checksum");
      }
    }
    if (body.remaining() != 0) {
      throw new DamagedGroupException(body.remaining() + " bytes too many behind the records");
    }
  }

  /** The leaf hashes of the records, by which the record root is made. */
  List<Hash> leaves() {
    List<Hash> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      canonical(i);
      leaves.add(canonical.leaf());
    }
    return leaves;
  }

  private void canonical(int i) {
    canonical.head(
        position(i), kind[i], eventMillis[i], receiveMillis[i], monotonicNanos[i], sequence[i]);
    byte[] name = streamBytes[stream[i]];
    canonical.part(name, 0, name.length);
    canonical.part(data, notesAt[i], notesLength[i]);
    canonical.part(data, payloadAt[i], payloadLength[i]);
  }
}
