package qts.journal;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the frames of one segment as they are found: the chain, every record's checksum, the tree
 * hashes of the groups and of the segment. Checksums of frames were checked when they were found.
 */
final class FrameCheck implements SegmentScan.FrameVisitor, Closeable {
  private final String name;
  private final ScrubPace pace;
  private final FrameReader reader;
  private final Group group = new Group();
  private final MerkleTree records = new MerkleTree();
  private final MerkleTree groups = new MerkleTree();
  private final MessageDigest digest = MerkleTree.sha256();
  private final List<DamagedBytes> damages = new ArrayList<>();
  private @Nullable Hash chain;
  private long end = SegmentHeader.FRAMES_AT;
  private long recordCount;
  private boolean whole = true;
  private boolean stopped;

  /**
   * @param chain what the first frame must carry; null when that is not known
   */
  FrameCheck(StorageFile file, String name, @Nullable Hash chain, ScrubPace pace) {
    this.name = name;
    this.pace = pace;
    this.chain = chain;
    this.reader = new FrameReader(file, name);
  }

  @Override
  public boolean onFrame(Frame frame, byte[] bytes, int at) {
    if (frame.offset() != end) {
      whole = false;
      chain = null;
    }
    if (chain != null && !chain.equals(frame.header().chain())) {
      add(frame, "the chain is broken: the frame does not carry the hash of the one before");
    }
    if (frame.header().type() == FrameHeader.Type.GROUP) {
      checkGroup(frame, bytes, at);
    } else {
      checkSeal(frame, bytes, at);
    }
    chain = hash(frame, bytes, at);
    end = frame.end();
    stopped = !pace.onRead(frame.header().frameLength());
    return !stopped;
  }

  private void checkGroup(Frame frame, byte[] bytes, int at) {
    FrameHeader header = frame.header();
    Damage damage = reader.decode(frame, bytes, at, group);
    if (damage != null) {
      damages.add(new DamagedBytes(damage, header.frameLength()));
      whole = false;
    } else if (!group.root(records).equals(header.root())) {
      add(frame, "the records do not match the group's tree hash");
    } else if (group.kinds() != header.kinds()) {
      add(frame, "the header names other kinds of records than there are");
    }
    groups.addHash(header.root().bytes(), 0);
    recordCount += header.records();
  }

  /** Groups that are missing are told where they are missing; the seal then can't match. */
  private void checkSeal(Frame frame, byte[] bytes, int at) {
    ByteBuffer seal = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int body = at + FrameHeader.BYTES;
    long groupCount = groups.leaves();
    if (whole
        && (frame.header().bodyLength() != FrameHeader.SEAL_BODY_BYTES
            || seal.getLong(body) != recordCount
            || seal.getLong(body + 8) != groupCount
            || !Hash.read(seal, body + 16).equals(new Hash(groups.root())))) {
      add(frame, "the seal does not match the groups of the segment");
    }
  }

  private void add(Frame frame, String what) {
    damages.add(
        new DamagedBytes(
            new Damage(name, frame.offset(), what, 0, -1), frame.header().frameLength()));
  }

  private Hash hash(Frame frame, byte[] bytes, int at) {
    digest.update(bytes, at, FrameHeader.BYTES + frame.header().bodyLength());
    return new Hash(digest.digest());
  }

  /** What was found so far. */
  List<DamagedBytes> damages() {
    return damages;
  }

  /** The hash of the last frame; null when there was none. */
  @Nullable Hash chain() {
    return chain;
  }

  /** Where the last frame ends. */
  long end() {
    return end;
  }

  long groups() {
    return groups.leaves();
  }

  long records() {
    return recordCount;
  }

  boolean isStopped() {
    return stopped;
  }

  @Override
  public void close() {
    reader.close();
  }
}
