package qts.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads the bodies of groups: the inverse of {@link GroupEncoder}. Lays every record out in its
 * canonical form and checks it against its checksum before anybody sees it.
 */
final class GroupDecoder {
  private static final int MAX_SHAPE_SEGMENTS = 257;

  /** The most that records take with what their canonical forms have besides notes and payload. */
  private static final long MAX_DATA_BYTES = 2L * Journal.MAX_GROUP_DATA_BYTES;

  private final Group group;
  private final ColumnDecoder columns = new ColumnDecoder();
  private final CRC32C crc = new CRC32C();
  private byte[][] streams = {};
  private byte[][][] shapes = {};
  private int[] form = {};
  private int[] notesFrom = {};
  private int dataLength;
  private long ownBytes;

  /** Decodes into {@code group}. */
  GroupDecoder(Group group) {
    this.group = group;
  }

  /** Reads a body; throws {@link DamagedGroupException} when it is not one of {@code frame}'s. */
  void decode(FrameHeader frame, ByteSource body) {
    begin(frame);
    decodeStreams(body);
    decodeShapes(body);
    decodeKinds(body);
    body.getDifferences(group.eventMillis, group.count, frame.firstReceiveMillis());
    body.getDifferences(group.receiveMillis, group.count, frame.firstReceiveMillis());
    body.getDifferences(group.monotonicNanos, group.count, frame.monotonicNanos());
    decodeSequences(body);
    decodeNotes(body);
    decodePayloads(body);
    check(body);
  }

  private void begin(FrameHeader frame) {
    dataLength = 0;
    ownBytes = 0;
    int n = frame.records();
    group.begin(frame.firstPosition(), 0);
    if (n > GroupBuffer.MAX_RECORDS || n < 0) {
      throw new DamagedGroupException("a group of " + n + " records is above the limit");
    }
    group.begin(frame.firstPosition(), n);
    if (form.length < group.kind.length) {
      form = new int[group.kind.length];
      notesFrom = new int[group.kind.length];
    }
  }

  private void decodeStreams(ByteSource body) {
    int n = body.getCount(group.count);
    streams = new byte[n][];
    String[] names = new String[n];
    for (int i = 0; i < n; i++) {
      streams[i] = body.getBlock();
      names[i] = new String(streams[i], StandardCharsets.UTF_8);
    }
    group.streams = names;
  }

  private void decodeShapes(ByteSource body) {
    int n = body.getCount(GroupDictionary.MAX_SHAPES);
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

  private void decodeKinds(ByteSource body) {
    System.arraycopy(body.array(), body.skip(group.count), group.kind, 0, group.count);
    for (int i = 0; i < group.count; i++) {
      RecordKind.ofCode(group.kind[i]);
    }
  }

  private void decodeSequences(ByteSource body) {
    body.getCounts(group.stream, group.count, streams.length - 1);
    long[] before = new long[streams.length];
    for (int i = 0; i < group.count; i++) {
      int stream = group.stream[i];
      before[stream] += body.getSvar();
      group.sequence[i] = before[stream];
    }
  }

  private void decodeNotes(ByteSource body) {
    body.getCounts(group.notesLength, group.count, body.remaining());
    for (int i = 0; i < group.count; i++) {
      notesFrom[i] = body.skip(group.notesLength[i]);
    }
  }

  private void decodePayloads(ByteSource body) {
    body.getCounts(form, group.count, shapes.length);
    for (int i = 0; i < group.count; i++) {
      if (form[i] == 0) {
        group.payloadLength[i] = body.getCount(body.remaining());
      }
    }
    for (int i = 0; i < group.count; i++) {
      if (form[i] == 0) {
        int length = group.payloadLength[i];
        int from = body.skip(length);
        layOut(i, body.array(), length);
        System.arraycopy(body.array(), from, group.data, group.payloadAt[i], length);
        sum(i);
      }
    }
    for (int s = 0; s < shapes.length; s++) {
      decodeShaped(body, s);
    }
  }

  private void decodeShaped(ByteSource body, int s) {
    int members = 0;
    for (int i = 0; i < group.count; i++) {
      members += form[i] == s + 1 ? 1 : 0;
    }
    columns.read(body, members, shapes[s]);
    int member = 0;
    for (int i = 0; i < group.count; i++) {
      if (form[i] == s + 1) {
        layOut(i, body.array(), columns.lengthOf(member));
        columns.assemble(member++, group.data, group.payloadAt[i]);
        sum(i);
      }
    }
  }

  /** Lays record {@code i} out but for its payload, of which only the length is known. */
  private void layOut(int i, byte[] body, int payloadLength) {
    byte[] stream = streams[group.stream[i]];
    int notes = group.notesLength[i];
    int at = room(RecordForm.length(stream.length, notes, payloadLength), notes, payloadLength);
    byte[] data = group.data;
    group.recordAt[i] = at;
    at = RecordForm.head(data, at, group, i);
    at = RecordForm.part(data, at, stream, 0, stream.length);
    group.notesAt[i] = at + RecordForm.LENGTH_BYTES;
    at = RecordForm.part(data, at, body, notesFrom[i], notes);
    group.payloadAt[i] = RecordForm.length(data, at, payloadLength);
    group.payloadLength[i] = payloadLength;
  }

  /** Makes room for {@code length} bytes of data and returns where they begin. */
  private int room(long length, int notes, int payload) {
    ownBytes += (long) notes + payload;
    if (payload < 0
        || ownBytes > Journal.MAX_GROUP_DATA_BYTES
        || length > MAX_DATA_BYTES - dataLength) {
      throw new DamagedGroupException("the records of a group are above the limit");
    }
    int at = dataLength;
    dataLength += (int) length;
    if (group.data.length < dataLength) {
      group.data = Arrays.copyOf(group.data, Math.max(2 * group.data.length, dataLength));
    }
    return at;
  }

  private void sum(int i) {
    int from = group.recordAt[i] + 1;
    crc.reset();
    crc.update(group.data, from, group.payloadTo(i) - from);
    group.checksum[i] = (int) crc.getValue();
  }

  private void check(ByteSource body) {
    for (int i = 0; i < group.count; i++) {
      if (body.getInt() != group.checksum[i]) {
        throw new DamagedGroupException(
            "record " + group.position(i) + " does not match its checksum");
      }
    }
    if (body.remaining() != 0) {
      throw new DamagedGroupException(body.remaining() + " bytes too many behind the records");
    }
  }
}
