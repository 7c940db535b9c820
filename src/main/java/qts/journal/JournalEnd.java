package qts.journal;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Where a journal ends, told so exactly that no other content ends there: the hash covers all that
 * came before.
 *
 * @param segment the number of the last segment
 * @param offset where its last frame ends, bytes
 * @param position of the last record
 * @param hash of the last frame; of the segment's header when it has no frame yet
 */
record JournalEnd(UUID journalId, long segment, long offset, long position, Hash hash) {
  static final int BYTES = 72;

  void write(ByteBuffer into) {
    into.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
    into.putLong(segment).putLong(offset).putLong(position);
    hash.write(into);
  }

  /** Whether the bytes at {@code at} are what {@link #write} writes. */
  boolean isAt(ByteBuffer b, int at) {
    ByteBuffer own = ByteBuffer.allocate(BYTES).order(b.order());
    write(own);
    return own.flip().equals(b.slice(at, BYTES));
  }
}
