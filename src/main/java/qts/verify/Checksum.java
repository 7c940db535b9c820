package qts.verify;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C over a part of a buffer, whatever its position and limit. */
final class Checksum {
  private Checksum() {}

  static int of(ByteBuffer b, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(b.duplicate().clear().position(from).limit(to));
    return (int) crc.getValue();
  }
}
