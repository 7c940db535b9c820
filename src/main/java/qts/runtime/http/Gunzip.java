package qts.runtime.http;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import qts.observer.Finding;

/**
 * Unpacks a body in the gzip format (RFC 1952), all members of it, into memory that grows as it
 * fills. Stops at the first byte beyond the limit, and early at a ratio no record has.
 */
final class Gunzip implements AutoCloseable {
  /** Snapshots pack to a tenth or a fiftieth; a thousandth is made to do harm. */
  static final int MAX_RATIO = 250;

  private static final int RATIO_FROM_BYTES = 1 << 20;
  private static final int STEP_BYTES = 256 << 10;
  private static final int FIXED_HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final Inflater inflater = new Inflater(true);
  private final byte[] packed;
  private final int length;
  private final int limit;
  private int at;

  /**
   * @param limit how many bytes it may unpack to
   */
  Gunzip(byte[] packed, int length, int limit) {
    this.packed = packed;
    this.length = length;
    this.limit = limit;
  }

  /** Unpacks all of it. */
  void into(BodyBuffer body) throws RefusedBodyException {
    do {
      skipHeader();
      unpackMember(body);
    } while (at < length);
  }

  private void skipHeader() throws RefusedBodyException {
    require(length - at >= FIXED_HEADER_BYTES, "it breaks off in a header");
    require(u8(at) == 0x1f && u8(at + 1) == 0x8b, "it does not begin with 1f 8b");
    require(u8(at + 2) == 8, "its method is not deflate");
    int flags = u8(at + 3);
    require((flags & RESERVED) == 0, "it has flags that are not defined");
    at += FIXED_HEADER_BYTES;
    if ((flags & EXTRA) != 0) {
      require(length - at >= 2, "it breaks off in a header");
      at += 2 + u16(at);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    at += (flags & CHECKSUM) != 0 ? 2 : 0;
    require(at <= length, "it breaks off in a header");
  }

  private void skipText() throws RefusedBodyException {
    while (at < length && packed[at] != 0) {
      at++;
    }
    at++;
    require(at <= length, "it breaks off in a header");
  }

  private void unpackMember(BodyBuffer body) throws RefusedBodyException {
    inflater.reset();
    inflater.setInput(packed, at, length - at);
    CRC32 crc = new CRC32();
    long before = body.length();
    while (!inflater.finished()) {
      unpackSome(body, crc);
    }
    at = length - inflater.getRemaining();
    require(length - at >= TRAILER_BYTES, "it breaks off in a trailer");
    require(u32(at) == crc.getValue(), "its checksum does not fit");
    require(u32(at + 4) == body.length() - before, "its length does not fit");
    at += TRAILER_BYTES;
  }

  private void unpackSome(BodyBuffer body, CRC32 crc) throws RefusedBodyException {
    if (body.room() == 0) {
      body.grow(limit + 1L);
    }
    try {
      int count = inflater.inflate(body.bytes(), body.length(), Math.min(body.room(), STEP_BYTES));
      crc.update(body.bytes(), body.length(), count);
      body.added(count);
      require(
          count > 0 || inflater.finished() || !inflater.needsInput(), "it breaks off in its data");
      require(!inflater.needsDictionary(), "it needs a dictionary");
    } catch (DataFormatException e) {
      require(false, "its data is damaged");
    }
    checkSize(body);
  }

  private void checkSize(BodyBuffer body) throws RefusedBodyException {
    if (body.length() > limit) {
      throw new RefusedBodyException(
          ProblemType.BODY_TOO_LARGE,
          new Finding(
              BodyRules.TOO_LARGE,
              "",
              "the body unpacks to more bytes than OBSERVER_MAX_BODY_BYTES allows",
              Integer.toString(limit),
              "more than " + limit),
          head());
    }
    long used = Math.max(1, at + inflater.getBytesRead());
    if (body.length() > RATIO_FROM_BYTES && body.length() / used > MAX_RATIO) {
      throw new RefusedBodyException(
          ProblemType.BODY_TOO_LARGE,
          new Finding(
              BodyRules.RATIO,
              "",
              "the body unpacks to many times its size, as only bombs do",
              Integer.toString(MAX_RATIO),
              Long.toString(body.length() / used)),
          head());
    }
  }

  private void require(boolean holds, String what) throws RefusedBodyException {
    if (!holds) {
      throw new RefusedBodyException(
          ProblemType.NOT_JSON,
          new Finding(BodyRules.GZIP, "", "the body is not gzip: " + what, "gzip (RFC 1952)", ""),
          head());
    }
  }

  private byte[] head() {
    return Arrays.copyOf(packed, Math.min(length, RequestBody.EVIDENCE_BYTES));
  }

  private int u8(int i) {
    return packed[i] & 0xff;
  }

  private int u16(int i) {
    return u8(i) | u8(i + 1) << 8;
  }

  private long u32(int i) {
    return u16(i) | (long) u16(i + 2) << 16;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
