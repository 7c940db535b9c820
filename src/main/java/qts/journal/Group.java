package qts.journal;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one committed group, decoded by a {@link GroupDecoder}. In its data every record
 * lies in its canonical form ({@link RecordForm}), so that what is hashed of it need not be put
 * together again. Reusable; not for several threads at once.
 */
public final class Group {
  long firstPosition;
  int count;
  byte[] data = new byte[1 << 16];
  String[] streams = {};
  byte[] kind = {};
  long[] eventMillis = {};
  long[] receiveMillis = {};
  long[] monotonicNanos = {};
  long[] sequence = {};
  int[] stream = {};
  int[] recordAt = {};
  int[] notesAt = {};
  int[] notesLength = {};
  int[] payloadAt = {};
  int[] payloadLength = {};
  int[] checksum = {};
  private final GroupDecoder decoder = new GroupDecoder(this);

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
    return checksum[i];
  }

  /** Reads a body; throws {@link DamagedGroupException} when it is not one of {@code frame}'s. */
  void decode(FrameHeader frame, ByteSource body) {
    decoder.decode(frame, body);
  }

  /** Begins anew with {@code records} records from {@code position} on, none of which is there. */
  void begin(long position, int records) {
    firstPosition = position;
    if (kind.length < records) {
      grow(Math.min(GroupBuffer.MAX_RECORDS, Math.max(records, 2 * kind.length)));
    }
    count = records;
  }

  private void grow(int n) {
    kind = new byte[n];
    eventMillis = new long[n];
    receiveMillis = new long[n];
    monotonicNanos = new long[n];
    sequence = new long[n];
    stream = new int[n];
    recordAt = new int[n];
    notesAt = new int[n];
    notesLength = new int[n];
    payloadAt = new int[n];
    payloadLength = new int[n];
    checksum = new int[n];
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
      tree.addLeaf(data, recordAt[i], payloadTo(i) - recordAt[i]);
    }
    return new Hash(tree.root());
  }

  /** The leaf hashes of the records, by which the record root is made. */
  List<Hash> leaves() {
    List<Hash> leaves = new ArrayList<>(count);
    MessageDigest digest = MerkleTree.sha256();
    for (int i = 0; i < count; i++) {
      digest.update(data, recordAt[i], payloadTo(i) - recordAt[i]);
      leaves.add(new Hash(digest.digest()));
    }
    return leaves;
  }
}
