package qts.observer;

import java.nio.charset.StandardCharsets;

/** Reads stored {@link Notes} piece by piece and never beyond their end. */
final class NotesInput {
  private static final int MAX_SHIFT = 63;

  private final byte[] bytes;
  private final int to;
  private int at;

  NotesInput(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  boolean isAtEnd() {
    return at == to;
  }

  int next() {
    if (at >= to) {
      throw new UnreadableNotesException("they end too early");
    }
    return bytes[at++] & 0xff;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      int b = next();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new UnreadableNotesException("a number without an end");
  }

  void delta(Decimal into) {
    int scale = next();
    if (scale > Decimal.MAX_SCALE) {
      throw new UnreadableNotesException("a delta with scale " + scale);
    }
    long zigzag = varint();
    into.set(zigzag >>> 1 ^ -(zigzag & 1), scale);
  }

  String text() {
    long length = varint();
    if (length < 0 || length > to - at) {
      throw new UnreadableNotesException("a text longer than they are");
    }
    int from = at;
    at += (int) length;
    return new String(bytes, from, (int) length, StandardCharsets.UTF_8);
  }
}
