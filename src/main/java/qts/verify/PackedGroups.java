package qts.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What is kept of the groups of one segment, which may be very many, in few bytes each. */
final class PackedGroups {
  private static final int GROUP_BYTES = 2 * Hash.BYTES + Long.BYTES;
  private static final int CHUNK_BYTES = 512 * GROUP_BYTES;

  private final List<ByteBuffer> chunks = new ArrayList<>();
  private int count;

  int count() {
    return count;
  }

  void add(Hash leaf, long lastPosition, Hash frame) {
    if (chunks.isEmpty() || !chunks.getLast().hasRemaining()) {
      chunks.add(ByteBuffer.allocate(CHUNK_BYTES));
    }
    chunks.getLast().put(leaf.bytes()).putLong(lastPosition).put(frame.bytes());
    count++;
  }

  /** Shows all of them in order. */
  void show(GroupSink sink) {
    for (ByteBuffer chunk : chunks) {
      for (int at = 0; at < chunk.position(); at += GROUP_BYTES) {
        sink.accept(
            Hash.read(chunk, at),
            chunk.getLong(at + Hash.BYTES),
            Hash.read(chunk, at + Hash.BYTES + Long.BYTES));
      }
    }
  }
}
