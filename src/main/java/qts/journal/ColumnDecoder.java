package qts.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the columns of one shape and puts its records together again: value {@code v} of record
 * {@code r} lies in {@code text} between {@code starts} and {@code ends} at {@code v * records +
 * r}.
 */
final class ColumnDecoder {
  private static final byte[] HEX_DIGIT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private int records;
  private int values;
  private byte[] text = new byte[1 << 16];
  private int textLength;
  private int[] starts = {};
  private int[] ends = {};
  private final byte[] digits = new byte[24];

  void read(ByteSource body, int records, int values) {
    this.records = records;
    this.values = values;
    textLength = 0;
    int cells = Math.multiplyExact(records, values);
    if (starts.length < cells) {
      starts = new int[cells];
      ends = new int[cells];
    }
    for (int v = 0; v < values; v++) {
      readColumn(body, v * records);
    }
  }

  private void readColumn(ByteSource body, int cell) {
    int code = body.get();
    switch (code) {
      case ColumnCode.CONSTANT -> constant(body, cell);
      case ColumnCode.TEXT -> text(body, cell);
      case ColumnCode.FIXED -> fixed(body, cell);
      case ColumnCode.HEX -> hex(body, cell);
      case ColumnCode.INTEGER -> number(body, cell, 0);
      case ColumnCode.DECIMAL -> number(body, cell, body.getCount(ColumnCode.MAX_DIGITS));
      case ColumnCode.TIME -> time(body, cell);
      default -> throw new DamagedGroupException("column code " + code + " is not known");
    }
  }

  private int room(int length) {
    if (length < 0 || length > Journal.MAX_GROUP_DATA_BYTES - textLength) {
      throw new DamagedGroupException("the values of a group are above the limit");
    }
    if (text.length - textLength < length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, textLength + length));
    }
    int at = textLength;
    textLength += length;
    return at;
  }

  private int copy(ByteSource body, int length) {
    int at = room(length);
    System.arraycopy(body.array(), body.skip(length), text, at, length);
    return at;
  }

  private void constant(ByteSource body, int cell) {
    int length = body.getCount(body.remaining());
    int at = copy(body, length);
    Arrays.fill(starts, cell, cell + records, at);
    Arrays.fill(ends, cell, cell + records, at + length);
  }

  private void text(ByteSource body, int cell) {
    long total = 0;
    for (int r = 0; r < records; r++) {
      int length = body.getCount(body.remaining());
      starts[cell + r] = (int) total;
      total += length;
      ends[cell + r] = (int) Math.min(total, Integer.MAX_VALUE);
    }
    int base = copy(body, (int) Math.min(total, Integer.MAX_VALUE));
    for (int r = cell; r < cell + records; r++) {
      starts[r] += base;
      ends[r] += base;
    }
  }

  private void fixed(ByteSource body, int cell) {
    int length = body.getCount(body.remaining());
    int at = copy(body, bytes(length));
    for (int r = cell; r < cell + records; r++) {
      starts[r] = at;
      at += length;
      ends[r] = at;
    }
  }

  private int bytes(int width) {
    long total = (long) width * records;
    return (int) Math.min(total, Integer.MAX_VALUE);
  }

  private void hex(ByteSource body, int cell) {
    int width = body.getCount(body.remaining());
    int from = body.skip(bytes(width));
    byte[] source = body.array();
    int at = room(2 * bytes(width));
    for (int r = cell; r < cell + records; r++) {
      starts[r] = at;
      for (int b = 0; b < width; b++) {
        int value = source[from++];
        text[at++] = HEX_DIGIT[value >> 4 & 15];
        text[at++] = HEX_DIGIT[value & 15];
      }
      ends[r] = at;
    }
  }

  private void number(ByteSource body, int cell, int scale) {
    long value = 0;
    for (int r = cell; r < cell + records; r++) {
      value += body.getSvar();
      spell(value, scale, r);
    }
  }

  private void spell(long value, int scale, int cell) {
    int at = digits.length;
    long rest = Math.abs(value);
    int written = 0;
    while (rest != 0 || written <= scale) {
      if (written == scale && scale > 0) {
        digits[--at] = '.';
      }
      if (at < 2 || rest < 0) {
        throw new DamagedGroupException("a number has too many digits");
      }
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
      written++;
    }
    if (value < 0) {
      digits[--at] = '-';
    }
    int length = digits.length - at;
    int to = room(length);
    System.arraycopy(digits, at, text, to, length);
    starts[cell] = to;
    ends[cell] = to + length;
  }

  private void time(ByteSource body, int cell) {
    int offset = body.skip(IsoTime.OFFSET_LENGTH);
    int at = room(bytes(IsoTime.LENGTH));
    long millis = 0;
    for (int r = cell; r < cell + records; r++) {
      millis += body.getSvar();
      if (!IsoTime.canWrite(millis)) {
        throw new DamagedGroupException("a time outside the years 0000 to 9999");
      }
      IsoTime.writeLocal(millis, text, at);
      System.arraycopy(
          body.array(), offset, text, at + IsoTime.LOCAL_LENGTH, IsoTime.OFFSET_LENGTH);
      starts[r] = at;
      at += IsoTime.LENGTH;
      ends[r] = at;
    }
  }

  /** How long the values of {@code record} are together. */
  int lengthOf(int record) {
    int length = 0;
    for (int cell = record; cell < values * records; cell += records) {
      length += ends[cell] - starts[cell];
    }
    return length;
  }

  /** Writes segments and values of {@code record} in turn. */
  void assemble(byte[][] segments, int record, byte[] into, int from) {
    int at = from;
    for (int v = 0; v <= values; v++) {
      byte[] segment = segments[v];
      System.arraycopy(segment, 0, into, at, segment.length);
      at += segment.length;
      if (v < values) {
        int cell = v * records + record;
        int length = ends[cell] - starts[cell];
        System.arraycopy(text, starts[cell], into, at, length);
        at += length;
      }
    }
  }
}
