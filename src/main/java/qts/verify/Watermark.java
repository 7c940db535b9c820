package qts.verify;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * How far the journal says it is durable.
 *
 * @param endOffset where the last durable frame ends in its segment, bytes
 * @param position the last durable position, −1 for none
 * @param hash the hash of the last durable frame, or of the segment's header when it has none
 */
record Watermark(
    UUID journalId,
    long sequence,
    long segment,
    long endOffset,
    long position,
    Hash hash,
    boolean closed) {

  static Watermark read(ByteBuffer b, int at) {
    return new Watermark(
        new UUID(b.getLong(at + 16), b.getLong(at + 24)),
        b.getLong(at + 32),
        b.getLong(at + 40),
        b.getLong(at + 48),
        b.getLong(at + 56),
        Hash.read(b, at + 64),
        b.get(at + 10) == 1);
  }
}
