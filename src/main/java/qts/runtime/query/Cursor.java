package qts.runtime.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Where a page ended. It stands for a position in the journal, so records that arrive meanwhile
 * neither shift nor repeat anything, and for the query it belongs to.
 *
 * @param position the next position to look at, in the order of the query
 * @param fingerprint {@link RecordQuery#fingerprint()} of that query
 */
public record Cursor(long position, int fingerprint) {
  private static final int BYTES = Long.BYTES + Integer.BYTES;

  static Cursor parse(String text) throws InvalidQueryException {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new InvalidQueryException("cursor", "it was not given out by this service");
    }
    if (bytes.length != BYTES) {
      throw new InvalidQueryException("cursor", "it was not given out by this service");
    }
    ByteBuffer b = ByteBuffer.wrap(bytes);
    return new Cursor(b.getLong(), b.getInt());
  }

  /** Stands for everything that makes a query: the same parts give the same number. */
  public static int fingerprint(List<?> parts) {
    CRC32C crc = new CRC32C();
    for (Object part : parts) {
      byte[] text = part.toString().getBytes(StandardCharsets.UTF_8);
      crc.update(text.length);
      crc.update(text);
    }
    return (int) crc.getValue();
  }

  /** As it is given out: not to be read or made by anybody else. */
  public String text() {
    ByteBuffer b = ByteBuffer.allocate(BYTES).putLong(position).putInt(fingerprint);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(b.array());
  }
}
