package qts.journal;

import java.util.Arrays;

/**
 * The values at one place of all records of a shape, encoded as they come. The first value proposes
 * a code, and every later one must agree: be spelled as decoding would spell it. A column whose
 * values don't agree falls back to the next code that may suit, the last of which is text, and
 * takes all its values once more. Reusable.
 */
final class Column {
  private static final byte[] NONE = {};

  private final ByteSink out = new ByteSink(1 << 6);
  private final ByteSink lengths = new ByteSink(1 << 6);
  private final long[] numbers = new long[ValueBlock.MAX];
  private int code;
  private byte[] data = NONE;
  private boolean empty;
  private int firstStart;
  private int firstLength;
  private boolean sameLength;
  private int scale;
  private long before;

  /** Begins a column without values. */
  void begin() {
    begin(ColumnCode.CONSTANT);
  }

  private void begin(int with) {
    code = with;
    out.clear();
    lengths.clear();
    empty = true;
    firstLength = 0;
    sameLength = true;
    before = 0;
  }

  /** The memory it keeps, bytes. */
  int capacity() {
    return out.capacity() + lengths.capacity();
  }

  /** How many of its bytes are text as it came. */
  int textLength() {
    return switch (code) {
      case ColumnCode.CONSTANT -> firstLength;
      case ColumnCode.TEXT -> out.length();
      default -> 0;
    };
  }

  /** Adds values; false when they don't agree with its code, and {@link #fallBack} must follow. */
  boolean add(ValueBlock block) {
    data = block.data;
    if (empty && block.count > 0) {
      empty = false;
      firstStart = block.start[0];
      firstLength = block.length[0];
      scale = DecimalText.scale(data, firstStart, firstLength);
    }
    return switch (code) {
      case ColumnCode.CONSTANT -> addConstant(block);
      case ColumnCode.TIME -> addTimes(block);
      case ColumnCode.HEX -> addHex(block);
      case ColumnCode.INTEGER -> addNumbers(block);
      default -> addText(block);
    };
  }

  /** Starts over with the next code that may suit; all values are to be added again. */
  void fallBack() {
    begin(
        switch (code) {
          case ColumnCode.CONSTANT -> proposed();
          case ColumnCode.HEX -> ColumnCode.INTEGER;
          default -> ColumnCode.TEXT;
        });
  }

  /** The code that the spelling of the first value proposes; whole and broken numbers are one. */
  private int proposed() {
    if (firstLength == IsoTime.LENGTH && IsoTime.isWellFormed(data, firstStart)) {
      return ColumnCode.TIME;
    }
    return HexText.isHex(data, firstStart, firstLength) ? ColumnCode.HEX : ColumnCode.INTEGER;
  }

  private boolean addConstant(ValueBlock block) {
    for (int i = 0; i < block.count; i++) {
      if (!isAsFirst(block.start[i], block.length[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsFirst(int start, int length) {
    return length == firstLength && isSame(firstStart, start, length);
  }

  private boolean isSame(int one, int other, int length) {
    return Arrays.equals(data, one, one + length, data, other, other + length);
  }

  private boolean addHex(ValueBlock block) {
    int width = firstLength / 2;
    int at = out.reserve(block.count * width);
    for (int i = 0; i < block.count; i++, at += width) {
      if (block.length[i] != firstLength
          || !HexText.decode(data, block.start[i], out.array(), at, width)) {
        return false;
      }
    }
    return true;
  }

  private boolean addTimes(ValueBlock block) {
    for (int i = 0; i < block.count; i++) {
      int start = block.start[i];
      if (block.length[i] != IsoTime.LENGTH) {
        return false;
      }
      if (i > 0 && isSame(block.start[i - 1], start, IsoTime.LENGTH)) {
        numbers[i] = numbers[i - 1];
      } else if (isTime(start)) {
        numbers[i] = IsoTime.localMillis(data, start);
      } else {
        return false;
      }
    }
    before = out.putDifferences(numbers, 0, block.count, before);
    return true;
  }

  private boolean isTime(int start) {
    return IsoTime.isWellFormed(data, start)
        && isSame(
            firstStart + IsoTime.LOCAL_LENGTH, start + IsoTime.LOCAL_LENGTH, IsoTime.OFFSET_LENGTH);
  }

  private boolean addNumbers(ValueBlock block) {
    for (int i = 0; i < block.count; i++) {
      numbers[i] = DecimalText.unscaled(data, block.start[i], block.length[i], scale);
      if (numbers[i] == DecimalText.NOT_CANONICAL) {
        return false;
      }
    }
    before = out.putDifferences(numbers, 0, block.count, before);
    return true;
  }

  private boolean addText(ValueBlock block) {
    for (int i = 0; i < block.count; i++) {
      sameLength &= block.length[i] == firstLength;
      lengths.putUvar(block.length[i]);
      out.put(data, block.start[i], block.length[i]);
    }
    return true;
  }

  /** Writes the column as the format wants it, which ends it. */
  void writeTo(ByteSink body) {
    switch (code) {
      case ColumnCode.CONSTANT -> {
        body.put(ColumnCode.CONSTANT);
        body.putUvar(firstLength);
        body.put(data, firstStart, firstLength);
      }
      case ColumnCode.TIME -> {
        body.put(ColumnCode.TIME);
        body.put(data, firstStart + IsoTime.LOCAL_LENGTH, IsoTime.OFFSET_LENGTH);
      }
      case ColumnCode.HEX -> {
        body.put(ColumnCode.HEX);
        body.putUvar(firstLength / 2);
      }
      case ColumnCode.INTEGER -> writeNumberHead(body);
      default -> writeTextHead(body);
    }
    body.put(out);
    data = NONE;
  }

  private void writeNumberHead(ByteSink body) {
    body.put(scale > 0 ? ColumnCode.DECIMAL : ColumnCode.INTEGER);
    if (scale > 0) {
      body.putUvar(scale);
    }
  }

  private void writeTextHead(ByteSink body) {
    if (sameLength) {
      body.put(ColumnCode.FIXED);
      body.putUvar(firstLength);
    } else {
      body.put(ColumnCode.TEXT);
      body.put(lengths);
    }
  }
}
