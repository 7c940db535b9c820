package qts.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the columns of one shape and puts its records together again. Values that are the same in
 * all records become one piece with the segments around them, so that a record is put together from
 * few pieces: piece and value in turn, and a last piece. Value {@code v} of record {@code r} lies
 * in {@code sources[v]} between {@code starts} and {@code ends} at {@code v * records + r}.
 */
final class ColumnDecoder {
  private static final byte[] HEX_DIGIT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private int records;
  private byte[] text = new byte[1 << 16];
  private int textLength;
  private int[] starts = {};
  private int[] ends = {};
  private final byte[] digits = new byte[24];
  private byte[][] pieces = {};
  private byte[][] sources = {};

  /**
   * Which values lie in {@link #text}, which may grow until all are read; the others in the body.
   */
  private boolean[] inText = {};

  private final ByteSink piece = new ByteSink(1 << 10);
  private int values;
  private long piecesLength;

  /** Reads the columns of a shape with these segments, of which {@code records} records are. */
  void read(ByteSource body, int records, byte[][] segments) {
    begin(records, segments.length);
    piece.put(segments[0]);
    for (int v = 1; v < segments.length; v++) {
      readColumn(body);
      piece.put(segments[v]);
    }
    endPiece();
    for (int v = 0; v < values; v++) {
      sources[v] = inText[v] ? text : body.array();
    }
  }

  private void begin(int records, int segments) {
    this.records = records;
    values = 0;
    textLength = 0;
    piecesLength = 0;
    piece.clear();
    int cells = Math.multiplyExact(records, segments - 1);
    if (starts.length < cells) {
      starts = new int[cells];
      ends = new int[cells];
    }
    if (pieces.length < segments) {
      pieces = new byte[segments][];
      sources = new byte[segments][];
      inText = new boolean[segments];
    }
  }

  private void endPiece() {
    pieces[values] = Arrays.copyOf(piece.array(), piece.length());
    piecesLength += piece.length();
    piece.clear();
  }

  private void readColumn(ByteSource body) {
    int code = body.get();
    if (code == ColumnCode.CONSTANT) {
      int length = body.getCount(body.remaining());
      piece.put(body.array(), body.skip(length), length);
      return;
    }
    endPiece();
    int cell = values * records;
    inText[values++] = code != ColumnCode.TEXT && code != ColumnCode.FIXED;
    switch (code) {
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

  private void text(ByteSource body, int cell) {
    long total = 0;
    for (int r = 0; r < records; r++) {
      int length = body.getCount(body.remaining());
      starts[cell + r] = (int) total;
      total += length;
      ends[cell + r] = (int) Math.min(total, Integer.MAX_VALUE);
    }
    int base = body.skip((int) Math.min(total, Integer.MAX_VALUE));
    for (int r = cell; r < cell + records; r++) {
      starts[r] += base;
      ends[r] += base;
    }
  }

  private void fixed(ByteSource body, int cell) {
    int length = body.getCount(body.remaining());
    int at = body.skip(bytes(length));
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

  /** How long {@code record} is. */
  int lengthOf(int record) {
    long length = piecesLength;
    for (int v = 0, cell = record; v < values; v++, cell += records) {
      length += ends[cell] - starts[cell];
    }
    return (int) Math.min(length, Integer.MAX_VALUE);
  }

  /** Writes {@code record}, at {@code from}. */
  void assemble(int record, byte[] into, int from) {
    int at = from;
    for (int v = 0, cell = record; v < values; v++, cell += records) {
      byte[] piece = pieces[v];
      System.arraycopy(piece, 0, into, at, piece.length);
      at += piece.length;
      int length = ends[cell] - starts[cell];
      System.arraycopy(sources[v], starts[cell], into, at, length);
      at += length;
    }
    byte[] last = pieces[values];
    System.arraycopy(last, 0, into, at, last.length);
  }
}
