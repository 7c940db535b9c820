package qts.journal;

import java.util.Arrays;

/**
 * Writes the values at one place of all records of a shape as one column. Picks the smallest code
 * whose decoding gives back the very same bytes: the first value proposes a code, every value must
 * agree, else the column is text.
 */
final class ColumnEncoder {
  private static final byte[] HEX_VALUE = new byte[256];

  static {
    Arrays.fill(HEX_VALUE, (byte) -1);
    for (int i = 0; i < 16; i++) {
      HEX_VALUE["0123456789abcdef".charAt(i)] = (byte) i;
    }
  }

  private final ByteSink out;
  private final int[] starts = new int[GroupBuffer.MAX_RECORDS];
  private final int[] lengths = new int[GroupBuffer.MAX_RECORDS];
  private byte[] data = {};
  private int n;
  private int commonLength;

  ColumnEncoder(ByteSink out) {
    this.out = out;
  }

  /** Writes the column of value {@code v} of the first {@code count} of {@code records}. */
  void encode(GroupBuffer group, int[] records, int count, int v) {
    locate(group, records, count, v);
    if (isConstant()) {
      out.put(ColumnCode.CONSTANT);
      out.putUvar(lengths[0]);
      out.put(data, starts[0], lengths[0]);
    } else if (!encodeBySpelling()) {
      encodeText();
    }
  }

  private void locate(GroupBuffer group, int[] records, int count, int v) {
    data = group.data;
    n = count;
    commonLength = -1;
    int[] spans = group.spans;
    boolean same = true;
    for (int i = 0; i < count; i++) {
      int r = records[i];
      int span = group.spansAt[r] + 2 * v;
      starts[i] = group.payloadAt[r] + spans[span];
      lengths[i] = spans[span + 1] - spans[span];
      same &= lengths[i] == lengths[0];
    }
    if (same) {
      commonLength = lengths[0];
    }
  }

  private boolean isConstant() {
    if (commonLength < 0) {
      return false;
    }
    for (int i = 1; i < n; i++) {
      if (!Arrays.equals(
          data, starts[0], starts[0] + commonLength, data, starts[i], starts[i] + commonLength)) {
        return false;
      }
    }
    return true;
  }

  /** Tries the code that the spelling of the first value proposes. */
  private boolean encodeBySpelling() {
    int mark = out.length();
    boolean done;
    if (commonLength == IsoTime.LENGTH && IsoTime.isWellFormed(data, starts[0])) {
      done = encodeTime();
    } else if (commonLength >= 16 && (commonLength & 1) == 0 && isHex(0)) {
      done = encodeHex();
    } else {
      done = encodeNumber();
    }
    if (!done) {
      out.rewind(mark);
    }
    return done;
  }

  private void encodeText() {
    if (commonLength >= 0) {
      out.put(ColumnCode.FIXED);
      out.putUvar(commonLength);
    } else {
      out.put(ColumnCode.TEXT);
      for (int i = 0; i < n; i++) {
        out.putUvar(lengths[i]);
      }
    }
    for (int i = 0; i < n; i++) {
      out.put(data, starts[i], lengths[i]);
    }
  }

  private boolean isHex(int i) {
    for (int at = starts[i]; at < starts[i] + commonLength; at++) {
      if (HEX_VALUE[data[at] & 0xFF] < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean encodeHex() {
    int width = commonLength / 2;
    out.put(ColumnCode.HEX);
    out.putUvar(width);
    int at = out.reserve(n * width);
    byte[] target = out.array();
    int bad = 0;
    for (int i = 0; i < n; i++) {
      int from = starts[i];
      for (int b = 0; b < width; b++) {
        int high = HEX_VALUE[data[from + 2 * b] & 0xFF];
        int low = HEX_VALUE[data[from + 2 * b + 1] & 0xFF];
        bad |= high | low;
        target[at++] = (byte) (high << 4 | low);
      }
    }
    return bad >= 0;
  }

  private boolean encodeTime() {
    int offsetAt = starts[0] + IsoTime.LOCAL_LENGTH;
    out.put(ColumnCode.TIME);
    out.put(data, offsetAt, IsoTime.OFFSET_LENGTH);
    long before = 0;
    for (int i = 0; i < n; i++) {
      int at = starts[i] + IsoTime.LOCAL_LENGTH;
      if (!IsoTime.isWellFormed(data, starts[i])
          || !Arrays.equals(
              data,
              offsetAt,
              offsetAt + IsoTime.OFFSET_LENGTH,
              data,
              at,
              at + IsoTime.OFFSET_LENGTH)) {
        return false;
      }
      long millis = IsoTime.localMillis(data, starts[i]);
      out.putSvar(millis - before);
      before = millis;
    }
    return true;
  }

  private boolean encodeNumber() {
    int scale = scale(starts[0], lengths[0]);
    if (scale > 0) {
      out.put(ColumnCode.DECIMAL);
      out.putUvar(scale);
    } else {
      out.put(ColumnCode.INTEGER);
    }
    long before = 0;
    for (int i = 0; i < n; i++) {
      long value = unscaled(starts[i], lengths[i], scale);
      if (value == NOT_CANONICAL) {
        return false;
      }
      out.putSvar(value - before);
      before = value;
    }
    return true;
  }

  private static final long NOT_CANONICAL = Long.MIN_VALUE;

  private int scale(int from, int length) {
    for (int i = 0; i < length; i++) {
      if (data[from + i] == '.') {
        return length - i - 1;
      }
    }
    return 0;
  }

  /**
   * The value without its point, or {@link #NOT_CANONICAL} unless it is spelled as the decoder
   * would spell it: an optional minus, no needless zeros in front, exactly {@code scale} digits
   * behind the point, no negative zero.
   */
  private long unscaled(int from, int length, int scale) {
    int at = from;
    int end = from + length;
    boolean negative = length > 0 && data[at] == '-';
    at += negative ? 1 : 0;
    int whole = end - at - (scale > 0 ? scale + 1 : 0);
    if (whole < 1 || whole + scale > ColumnCode.MAX_DIGITS || (whole > 1 && data[at] == '0')) {
      return NOT_CANONICAL;
    }
    long value = digits(at, at + whole, 0);
    if (scale > 0 && value >= 0) {
      value = data[at + whole] == '.' ? digits(at + whole + 1, end, value) : NOT_CANONICAL;
    }
    if (value < 0 || (negative && value == 0)) {
      return NOT_CANONICAL;
    }
    return negative ? -value : value;
  }

  private long digits(int from, int to, long start) {
    long value = start;
    for (int at = from; at < to; at++) {
      int digit = data[at] - '0';
      if (digit < 0 || digit > 9) {
        return NOT_CANONICAL;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
