package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Writes a file from front to end in pieces, so that a large one is never in memory, and the
 * CRC-32C of all of it behind.
 */
final class PieceWriter {
  /** What it writes behind everything. */
  static final int CHECKSUM_BYTES = 4;

  private static final int PIECE_BYTES = 1 << 20;

  private final StorageFile file;
  private final ByteBuffer piece;
  private final CRC32C crc = new CRC32C();
  private long at;

  /**
   * @param size how long the file will be; a smaller one is written at once
   */
  PieceWriter(StorageFile file, long size) {
    this.file = file;
    this.piece =
        ByteBuffer.allocate((int) Math.min(size, PIECE_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the next {@code bytes} go, up to some kB; anything before may be written by then. */
  ByteBuffer room(int bytes) throws IOException {
    if (piece.remaining() < bytes) {
      crc.update(piece.duplicate().flip());
      write();
    }
    return piece;
  }

  /** Writes the rest and the checksum. */
  void end() throws IOException {
    room(CHECKSUM_BYTES);
    crc.update(piece.duplicate().flip());
    piece.putInt((int) crc.getValue());
    write();
  }

  private void write() throws IOException {
    piece.flip();
    int length = piece.remaining();
    file.write(piece, at);
    at += length;
    piece.clear();
  }
}
