package qts.verify;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The values of the records of a group, unpacked column by column, shape by shape. Reusable; not
 * for several threads at once.
 */
final class Columns {
  private static final int MAX_TEXT_BYTES = 64 << 20;
  private static final int MAX_DIGITS = 18;
  private static final int LOCAL_TIME_BYTES = 23;
  private static final int OFFSET_BYTES = 6;
  private static final long DAY_MILLIS = 86_400_000;
  private static final long FIRST_MILLIS =
      LocalDateTime.of(0, 1, 1, 0, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  private static final long LAST_MILLIS =
      LocalDateTime.of(9999, 12, 31, 0, 0).toInstant(ZoneOffset.UTC).toEpochMilli()
          + DAY_MILLIS
          - 1;

  private int records;
  private int cells;
  private byte[] text = new byte[1 << 16];
  private int used;
  private int[] starts = {};
  private int[] lengths = {};
  private final byte[] digits = new byte[MAX_DIGITS + 2];
  private long knownDay = Long.MIN_VALUE;
  private final byte[] date = new byte[10];

  /**
   * Where the values of a shape are.
   *
   * @param first the cell of the first value of the first record
   * @param records how many records have the shape; so far apart are the values of one
   */
  record Place(int first, int records, int values) {}

  /** Forgets the values of the group before. */
  void clear() {
    used = 0;
    cells = 0;
  }

  /** Unpacks {@code values} columns of {@code records} values each: those of the next shape. */
  Place read(BodyReader body, int records, int values) {
    Place place = new Place(cells, records, values);
    this.records = records;
    cells += records * values;
    if (starts.length < cells) {
      starts = Arrays.copyOf(starts, Math.max(2 * starts.length, cells));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    for (int value = 0; value < values; value++) {
      column(body, place.first + value * records);
    }
    return place;
  }

  /** How many bytes the values of a record have together. */
  long bytesOf(Place place, int record) {
    long sum = 0;
    for (int value = 0; value < place.values; value++) {
      sum += lengths[place.first + value * place.records + record];
    }
    return sum;
  }

  /** Copies one value of a record; returns the end of what was written. */
  int copy(Place place, int record, int value, byte[] into, int at) {
    int cell = place.first + value * place.records + record;
    System.arraycopy(text, starts[cell], into, at, lengths[cell]);
    return at + lengths[cell];
  }

  private void column(BodyReader body, int first) {
    int code = body.octet();
    switch (code) {
      case 0 -> constant(body, first);
      case 1 -> texts(body, first);
      case 2 -> fixed(body, first);
      case 3 -> hex(body, first);
      case 4 -> numbers(body, first, 0);
      case 5 -> numbers(body, first, body.count(MAX_DIGITS));
      case 6 -> times(body, first);
      default -> throw new DamagedBodyException("the column code " + code + " is unknown");
    }
  }

  private int room(long bytes) {
    if (bytes > MAX_TEXT_BYTES - used) {
      throw new DamagedBodyException("the values take more than the limit");
    }
    if (text.length - used < bytes) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, used + (int) bytes));
    }
    int at = used;
    used += (int) bytes;
    return at;
  }

  private int take(BodyReader body, long bytes) {
    int at = room(bytes);
    System.arraycopy(body.array(), body.part(bytes), text, at, (int) bytes);
    return at;
  }

  private void constant(BodyReader body, int first) {
    int length = body.length();
    int at = take(body, length);
    Arrays.fill(starts, first, first + records, at);
    Arrays.fill(lengths, first, first + records, length);
  }

  private void texts(BodyReader body, int first) {
    long total = 0;
    for (int cell = first; cell < first + records; cell++) {
      lengths[cell] = body.length();
      total += lengths[cell];
    }
    int at = take(body, total);
    for (int cell = first; cell < first + records; cell++) {
      starts[cell] = at;
      at += lengths[cell];
    }
  }

  private void fixed(BodyReader body, int first) {
    int length = body.length();
    int at = take(body, (long) length * records);
    for (int cell = first; cell < first + records; cell++) {
      starts[cell] = at;
      lengths[cell] = length;
      at += length;
    }
  }

  private void hex(BodyReader body, int first) {
    int width = body.length();
    int from = body.part((long) width * records);
    int at = room(2L * width * records);
    byte[] source = body.array();
    for (int cell = first; cell < first + records; cell++) {
      starts[cell] = at;
      lengths[cell] = 2 * width;
      for (int i = 0; i < width; i++) {
        int octet = source[from++] & 0xFF;
        text[at++] = (byte) Character.forDigit(octet >> 4, 16);
        text[at++] = (byte) Character.forDigit(octet & 15, 16);
      }
    }
  }

  private void numbers(BodyReader body, int first, int scale) {
    long value = 0;
    for (int cell = first; cell < first + records; cell++) {
      value += body.svar();
      int begin = spell(value, scale);
      lengths[cell] = digits.length - begin;
      starts[cell] = room(lengths[cell]);
      System.arraycopy(digits, begin, text, starts[cell], lengths[cell]);
    }
  }

  /** Spells a number with {@code scale} digits behind the point; returns where it begins. */
  private int spell(long value, int scale) {
    long rest = Math.abs(value);
    int at = digits.length;
    for (int written = 0; rest != 0 || written <= scale; written++) {
      if (written > MAX_DIGITS || rest < 0) {
        throw new DamagedBodyException("a number has too many digits");
      }
      if (written == scale && scale > 0) {
        digits[--at] = '.';
      }
      if (at == 0) {
        throw new DamagedBodyException("a number has too many digits");
      }
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    if (value < 0) {
      if (at == 0) {
        throw new DamagedBodyException("a number has too many digits");
      }
      digits[--at] = '-';
    }
    return at;
  }

  private void times(BodyReader body, int first) {
    int offset = body.part(OFFSET_BYTES);
    long millis = 0;
    for (int cell = first; cell < first + records; cell++) {
      millis += body.svar();
      if (millis < FIRST_MILLIS || millis > LAST_MILLIS) {
        throw new DamagedBodyException("a time lies outside the years 0000 to 9999");
      }
      lengths[cell] = LOCAL_TIME_BYTES + OFFSET_BYTES;
      starts[cell] = room(lengths[cell]);
      time(millis, starts[cell]);
      System.arraycopy(body.array(), offset, text, starts[cell] + LOCAL_TIME_BYTES, OFFSET_BYTES);
    }
  }

  private void time(long millis, int at) {
    date(Math.floorDiv(millis, DAY_MILLIS));
    System.arraycopy(date, 0, text, at, date.length);
    int rest = (int) Math.floorMod(millis, DAY_MILLIS);
    text[at + 10] = 'T';
    number(rest / 3_600_000, 2, text, at + 11);
    text[at + 13] = ':';
    number(rest / 60_000 % 60, 2, text, at + 14);
    text[at + 16] = ':';
    number(rest / 1_000 % 60, 2, text, at + 17);
    text[at + 19] = '.';
    number(rest % 1_000, 3, text, at + 20);
  }

  private void date(long day) {
    if (day != knownDay) {
      LocalDateTime time = LocalDateTime.ofEpochSecond(day * 86_400, 0, ZoneOffset.UTC);
      number(time.getYear(), 4, date, 0);
      date[4] = '-';
      number(time.getMonthValue(), 2, date, 5);
      date[7] = '-';
      number(time.getDayOfMonth(), 2, date, 8);
      knownDay = day;
    }
  }

  private static void number(int value, int width, byte[] into, int at) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
