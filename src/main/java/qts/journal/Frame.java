package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A committed frame and where it begins in its segment. */
record Frame(long offset, FrameHeader header) {

  long end() {
    return offset + header.frameLength();
  }

  /** The hash that the next frame carries as its chain: that of this one's header and body. */
  Hash hash(StorageFile segment) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(FrameHeader.BYTES + header.bodyLength());
    segment.read(b, offset);
    MessageDigest digest = MerkleTree.sha256();
    digest.update(b.flip());
    return new Hash(digest.digest());
  }

  boolean mayHold(ReadRange range) {
    return header.type() == FrameHeader.Type.GROUP
        && header.lastPosition() >= range.fromPosition()
        && header.firstPosition() <= range.toPosition()
        && header.maxEventMillis() >= range.fromMillis()
        && header.minEventMillis() <= range.toMillis()
        && (header.kinds() & range.kinds()) != 0
        && mayHoldKey(range.symbolHash())
        && mayHoldKey(range.sessionHash());
  }

  private boolean mayHoldKey(long hash) {
    return hash == 0 || KeyFilter.mayHold(header.filterLow(), header.filterHigh(), hash);
  }
}
