package qts.journal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import qts.observer.ScannedSnapshot;
import qts.observer.Shape;

/**
 * The records of one group before it is encoded, one behind the other as they came. Filled by
 * appenders under the journal's lock, then handed whole to the writer.
 */
final class GroupBuffer {
  static final int MAX_RECORDS = 16_384;

  /** The most shapes of a group; documents of further ones are stored as they are. */
  static final int MAX_SHAPES = 64;

  /** What a frame has beside its records: header, trailer, counts. */
  private static final int FRAME_BYTES = FrameHeader.frameLength(32);

  /** What a record has beside notes and payload, with every number at its longest. */
  private static final int RECORD_BYTES = 72;

  private final int maxBytes;
  byte[] data;
  int dataLength;
  int count;
  long firstPosition;
  final byte[] kind = new byte[MAX_RECORDS];
  final long[] eventMillis = new long[MAX_RECORDS];
  final long[] receiveMillis = new long[MAX_RECORDS];
  final long[] monotonicNanos = new long[MAX_RECORDS];
  final long[] sequence = new long[MAX_RECORDS];
  final int[] stream = new int[MAX_RECORDS];
  final int[] notesLength = new int[MAX_RECORDS];
  final int[] notesAt = new int[MAX_RECORDS];
  final int[] payloadAt = new int[MAX_RECORDS];
  final int[] payloadLength = new int[MAX_RECORDS];
  final int[] form = new int[MAX_RECORDS];
  final int[] spansAt = new int[MAX_RECORDS];
  final long[] key = new long[MAX_RECORDS];

  /** Begin and end of each value of each shaped payload, relative to the payload. */
  int[] spans = new int[1 << 16];

  int spansLength;
  final Shape[] shapes = new Shape[MAX_SHAPES];
  int shapeCount;

  /** The streams of this group, in the order of their first record, with their index. */
  final Map<String, Integer> streams = new LinkedHashMap<>();

  private @Nullable String lastStream;
  private int lastStreamIndex;
  int kinds;
  long minEventMillis;
  long maxEventMillis;
  long filterLow;
  long filterHigh;

  /** What the names of streams and the shapes of this group take, bytes. */
  private int dictionaryBytes;

  /**
   * A group closes at {@code maxBytes} of notes and payloads, except for one larger record alone.
   */
  GroupBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
    this.data = new byte[maxBytes];
    clear(0);
  }

  void clear(long firstPosition) {
    this.firstPosition = firstPosition;
    dataLength = 0;
    count = 0;
    spansLength = 0;
    shapeCount = 0;
    streams.clear();
    lastStream = null;
    kinds = 0;
    minEventMillis = Long.MAX_VALUE;
    maxEventMillis = Long.MIN_VALUE;
    filterLow = 0;
    filterHigh = 0;
    dictionaryBytes = 0;
    if (data.length > maxBytes) {
      data = new byte[maxBytes];
    }
  }

  /**
   * The most that this group can take as a frame: with every number at its longest, and values that
   * are spelled worse than they came.
   */
  long frameBytes() {
    return frameBytes(count, dataLength, dictionaryBytes);
  }

  /** The same with {@code entry} in addition. */
  long frameBytesWith(Entry entry) {
    int bytes = entry.notesLength + entry.payloadLength();
    long names = (long) dictionaryBytes + nameBytes(entry.stream) + bytes;
    return frameBytes(count + 1, (long) dataLength + bytes, names);
  }

  private static long frameBytes(long records, long data, long dictionaries) {
    return FRAME_BYTES + records * RECORD_BYTES + data + data / 4 + dictionaries;
  }

  private static int nameBytes(String stream) {
    return 3 * stream.length() + 3;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether another record of {@code bytes} fits; an empty group takes any one record. */
  boolean hasRoomFor(int bytes) {
    return count == 0 || (count < MAX_RECORDS && dataLength + bytes <= maxBytes);
  }

  /**
   * Copies the entry in; the receive time was settled by the journal, and {@code recordKey} is the
   * entry's {@link RecordKey}, 0 for none.
   */
  void add(Entry entry, long settledReceiveMillis, long recordKey) {
    int i = count++;
    key[i] = recordKey;
    kind[i] = (byte) entry.kind.code();
    eventMillis[i] = entry.eventMillis;
    receiveMillis[i] = settledReceiveMillis;
    monotonicNanos[i] = entry.monotonicNanos;
    sequence[i] = entry.sequence;
    stream[i] = streamIndex(entry.stream);
    notesAt[i] = copy(entry.notes, 0, entry.notesLength);
    notesLength[i] = entry.notesLength;
    payloadLength[i] = entry.payloadLength();
    payloadAt[i] = copy(entry.payload, entry.payloadFrom, payloadLength[i]);
    form[i] = form(i, entry);
    summarise(entry);
  }

  private void summarise(Entry entry) {
    kinds |= entry.kind.bit();
    minEventMillis = Math.min(minEventMillis, entry.eventMillis);
    maxEventMillis = Math.max(maxEventMillis, entry.untilMillis);
    addKey(entry.symbolHash);
    addKey(entry.sessionHash);
  }

  private void addKey(long hash) {
    if (hash != 0) {
      filterLow |= KeyFilter.low(hash);
      filterHigh |= KeyFilter.high(hash);
    }
  }

  private int copy(byte[] from, int offset, int length) {
    int at = dataLength;
    if (data.length - at < length) {
      data = Arrays.copyOf(data, Math.max(at + length, data.length));
    }
    System.arraycopy(from, offset, data, at, length);
    dataLength = at + length;
    return at;
  }

  private int form(int record, Entry entry) {
    Shape shape = entry.shape();
    ScannedSnapshot values = entry.values;
    if (shape == null || values == null) {
      return 0;
    }
    int index = shapeIndex(shape);
    if (index >= 0) {
      copySpans(record, values, shape.valueCount(), entry.payloadFrom);
    }
    return index + 1;
  }

  private void copySpans(int record, ScannedSnapshot values, int valueCount, int base) {
    if (spans.length - spansLength < 2 * valueCount) {
      spans = Arrays.copyOf(spans, spans.length * 2 + 2 * valueCount);
    }
    int at = spansLength;
    spansAt[record] = at;
    for (int v = 0; v < valueCount; v++) {
      spans[at++] = values.valueStart(v) - base;
      spans[at++] = values.valueEnd(v) - base;
    }
    spansLength = at;
  }

  /** The index of a shape in this group, or −1 when the group has as many as it may. */
  private int shapeIndex(Shape shape) {
    for (int i = 0; i < shapeCount; i++) {
      if (shapes[i].equals(shape)) {
        return i;
      }
    }
    if (shapeCount == MAX_SHAPES) {
      return -1;
    }
    shapes[shapeCount] = shape;
    for (int i = 0; i <= shape.valueCount(); i++) {
      dictionaryBytes += shape.segment(i).length + 3;
    }
    return shapeCount++;
  }

  private int streamIndex(String name) {
    if (!name.equals(lastStream)) {
      lastStream = name;
      lastStreamIndex = streams.computeIfAbsent(name, this::newStream);
    }
    return lastStreamIndex;
  }

  private int newStream(String name) {
    dictionaryBytes += nameBytes(name);
    return streams.size();
  }
}
