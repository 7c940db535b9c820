package qts.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import qts.observer.ScannedSnapshot;
import qts.observer.Shape;

/**
 * The records of one group before it is encoded, one behind the other in their canonical form, over
 * which checksums and leaf hashes are computed. Filled by appenders under the journal's lock, then
 * handed whole to the writer.
 *
 * <p>While it fills, other threads may read what belongs to the first {@link #count()} records.
 */
final class GroupBuffer {
  static final int MAX_RECORDS = 16_384;

  /** A small group is full when its records have so few bytes each, to be no larger in memory. */
  private static final int FEWEST_BYTES = 16;

  /** What a frame has beside its records: header, trailer, counts. */
  private static final int FRAME_BYTES = FrameHeader.frameLength(32);

  /** What a record has beside notes and payload, with every number at its longest. */
  private static final int RECORD_BYTES = 72;

  /** The canonical form's bytes before the stream's name, and the leaf's first byte before them. */
  private static final int HEAD_BYTES = 42;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final AtomicIntegerFieldUpdater<GroupBuffer> COUNT =
      AtomicIntegerFieldUpdater.newUpdater(GroupBuffer.class, "count");

  private final int maxBytes;
  private final int maxRecords;

  /** Replaced by a larger one when it is full. */
  private volatile byte[] data;

  private int used;

  /** The bytes of notes and payloads. */
  int dataLength;

  volatile int count;
  long firstPosition;

  /** When it got its first record, on the journal's monotonic clock. */
  long begunNanos;

  final byte[] kind;
  final long[] eventMillis;
  final long[] receiveMillis;
  final long[] monotonicNanos;
  final long[] sequence;
  final int[] stream;
  final int[] notesLength;
  final int[] notesAt;
  final int[] payloadAt;
  final int[] payloadLength;
  final int[] leafAt;
  final int[] leafLength;
  final int[] form;
  final int[] spansAt;
  final long[] key;

  /** Begin and end of each value of each shaped payload, relative to the payload. */
  private volatile int[] spans = new int[1 << 16];

  private int spansLength;
  private final GroupDictionary dictionary = new GroupDictionary();
  int kinds;
  long minEventMillis;
  long maxEventMillis;
  long filterLow;
  long filterHigh;

  /**
   * A group closes at {@code maxBytes} of notes and payloads, except for one larger record alone.
   */
  GroupBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
    this.maxRecords = Math.clamp(maxBytes / FEWEST_BYTES, 1, MAX_RECORDS);
    this.data = new byte[capacity()];
    this.kind = new byte[maxRecords];
    this.eventMillis = new long[maxRecords];
    this.receiveMillis = new long[maxRecords];
    this.monotonicNanos = new long[maxRecords];
    this.sequence = new long[maxRecords];
    this.stream = new int[maxRecords];
    this.notesLength = new int[maxRecords];
    this.notesAt = new int[maxRecords];
    this.payloadAt = new int[maxRecords];
    this.payloadLength = new int[maxRecords];
    this.leafAt = new int[maxRecords];
    this.leafLength = new int[maxRecords];
    this.form = new int[maxRecords];
    this.spansAt = new int[maxRecords];
    this.key = new long[maxRecords];
    clear(0);
  }

  /** Notes and payloads, and as much again of heads as they usually have. */
  private int capacity() {
    return maxBytes + maxBytes / 4;
  }

  void clear(long firstPosition) {
    this.firstPosition = firstPosition;
    used = 0;
    dataLength = 0;
    count = 0;
    spansLength = 0;
    dictionary.clear();
    kinds = 0;
    minEventMillis = Long.MAX_VALUE;
    maxEventMillis = Long.MIN_VALUE;
    filterLow = 0;
    filterHigh = 0;
    if (data.length > 2 * capacity() + maxRecords * RECORD_BYTES) {
      data = new byte[capacity()];
    }
  }

  /** How many records it has: whoever sees a record here sees all of it, while others are added. */
  int count() {
    return count;
  }

  /** The canonical forms, each behind the byte that begins a leaf. */
  byte[] data() {
    return data;
  }

  /** Begin and end of each value of each shaped payload, relative to the payload. */
  int[] spans() {
    return spans;
  }

  /**
   * The most that this group can take as a frame: with every number at its longest, and values that
   * are spelled worse than they came.
   */
  long frameBytes() {
    return frameBytes(count, dataLength, dictionary.bytes());
  }

  /** The same with {@code entry} in addition. */
  long frameBytesWith(Entry entry) {
    int bytes = entry.notesLength + entry.payloadLength();
    long names = (long) dictionary.bytes() + GroupDictionary.bytesOf(entry.stream) + bytes;
    return frameBytes(count + 1, (long) dataLength + bytes, names);
  }

  private static long frameBytes(long records, long data, long dictionaries) {
    return FRAME_BYTES + records * RECORD_BYTES + data + data / 4 + dictionaries;
  }

  /** The streams and shapes that the records refer to; streams only once it is handed over. */
  GroupDictionary dictionary() {
    return dictionary;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether another record of {@code bytes} fits; an empty group takes any one record. */
  boolean hasRoomFor(int bytes) {
    return count == 0 || (count < maxRecords && dataLength + bytes <= maxBytes);
  }

  /**
   * Copies the entry in; the receive time was settled by the journal, and {@code recordKey} is the
   * entry's {@link RecordKey}, 0 for none.
   */
  void add(Entry entry, long settledReceiveMillis, long recordKey) {
    int i = count;
    key[i] = recordKey;
    kind[i] = (byte) entry.kind.code();
    eventMillis[i] = entry.eventMillis;
    receiveMillis[i] = settledReceiveMillis;
    monotonicNanos[i] = entry.monotonicNanos;
    sequence[i] = entry.sequence;
    stream[i] = dictionary.indexOf(entry.stream);
    notesLength[i] = entry.notesLength;
    payloadLength[i] = entry.payloadLength();
    layOut(i, entry);
    form[i] = form(i, entry);
    summarise(entry);
    COUNT.lazySet(this, i + 1);
  }

  /** Writes the leaf: the byte that begins it, and the record in its canonical form. */
  private void layOut(int i, Entry entry) {
    byte[] name = dictionary.streamNames().get(stream[i]);
    int length = HEAD_BYTES + 3 * Integer.BYTES + name.length + notesLength[i] + payloadLength[i];
    byte[] into = withRoomFor(length);
    int at = used;
    leafAt[i] = at;
    leafLength[i] = length;
    into[at] = MerkleTree.LEAF;
    LONG.set(into, at + 1, firstPosition + i);
    into[at + 9] = kind[i];
    LONG.set(into, at + 10, eventMillis[i]);
    LONG.set(into, at + 18, receiveMillis[i]);
    LONG.set(into, at + 26, monotonicNanos[i]);
    LONG.set(into, at + 34, sequence[i]);
    int after = part(into, at + HEAD_BYTES, name, 0, name.length);
    notesAt[i] = after + Integer.BYTES;
    after = part(into, after, entry.notes, 0, notesLength[i]);
    payloadAt[i] = after + Integer.BYTES;
    used = part(into, after, entry.payload, entry.payloadFrom, payloadLength[i]);
    dataLength += notesLength[i] + payloadLength[i];
  }

  private byte[] withRoomFor(int length) {
    byte[] current = data;
    if (current.length - used < length) {
      current = Arrays.copyOf(current, Math.max(used + length, current.length + capacity() / 2));
      data = current;
    }
    return current;
  }

  /** A length and that many bytes; where they end. */
  private static int part(byte[] into, int at, byte[] from, int offset, int length) {
    INT.set(into, at, length);
    System.arraycopy(from, offset, into, at + Integer.BYTES, length);
    return at + Integer.BYTES + length;
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

  private int form(int record, Entry entry) {
    Shape shape = entry.shape();
    ScannedSnapshot values = entry.values;
    if (shape == null || values == null) {
      return 0;
    }
    int index = dictionary.indexOf(shape);
    if (index >= 0) {
      copySpans(record, values, shape.valueCount(), entry.payloadFrom);
    }
    return index + 1;
  }

  private void copySpans(int record, ScannedSnapshot values, int valueCount, int base) {
    int[] into = spans;
    if (into.length - spansLength < 2 * valueCount) {
      into = Arrays.copyOf(into, into.length * 2 + 2 * valueCount);
      spans = into;
    }
    int at = spansLength;
    spansAt[record] = at;
    for (int v = 0; v < valueCount; v++) {
      into[at++] = values.valueStart(v) - base;
      into[at++] = values.valueEnd(v) - base;
    }
    spansLength = at;
  }
}
