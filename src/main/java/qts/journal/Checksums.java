package qts.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C over a part of a buffer, whatever its position and limit. */
final class Checksums {
  private Checksums() {}

  static int of(ByteBuffer b, int from, int to, CRC32C crc) {
    crc.reset();
    crc.update(b.duplicate().clear().position(from).limit(to));
    return (int) crc.getValue();
  }
}
