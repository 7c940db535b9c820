package qts.observer;

/**
 * Reads ISO-8601 times with offset, {@code YYYY-MM-DDThh:mm:ss.fff±hh:mm}, from bytes. It remembers
 * the last minute it saw, because neighbouring snapshots nearly always share it. Not for use by
 * several threads at once.
 *
 * <p>Three digits of the second or more are required and any further ones are cut; the offset is
 * {@code Z} or at most 18 hours. Leap seconds (second 60) have no epoch millisecond and are
 * refused.
 */
final class Timestamps {
  /** What {@link #parse} answers when the text is no such time. */
  static final long INVALID = Long.MIN_VALUE;

  /** The longest text that is looked at, in bytes. */
  static final int MAX_LENGTH = 64;

  private static final int MIN_LENGTH = "YYYY-MM-DDThh:mm:ss.fffZ".length();
  private static final int FRACTION = "YYYY-MM-DDThh:mm:ss.".length();
  private static final int MILLIS = FRACTION + 3;
  private static final long MINUTE = 60_000;
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;
  private static final int NOT_DIGITS = -1;

  // The first 16 bytes, YYYY-MM-DDThh:mm, of the last valid text and the minute they stand for.
  private long lastDate;
  private long lastTime;
  private long lastMinute = INVALID;

  /** The epoch millisecond of the text {@code bytes[start, end)}, or {@link #INVALID}. */
  long parse(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return INVALID;
    }
    long minute = minute(bytes, start);
    int second = bytes[start + 16] == ':' ? two(bytes, start + 17) : NOT_DIGITS;
    int millis = bytes[start + 19] == '.' ? three(bytes, start + FRACTION) : NOT_DIGITS;
    long offset = offset(bytes, Tokens.digits(bytes, start + MILLIS, end), end);
    boolean valid =
        minute != INVALID && second >= 0 && second < 60 && millis >= 0 && offset != INVALID;
    return valid ? minute + second * 1000L + millis - offset : INVALID;
  }

  private long minute(byte[] bytes, int start) {
    long date = Words.at(bytes, start);
    long time = Words.at(bytes, start + Long.BYTES);
    if (date == lastDate && time == lastTime) {
      return lastMinute;
    }
    long minute = newMinute(bytes, start);
    if (minute != INVALID) {
      lastDate = date;
      lastTime = time;
      lastMinute = minute;
    }
    return minute;
  }

  private static long newMinute(byte[] bytes, int start) {
    int century = two(bytes, start);
    int year = two(bytes, start + 2);
    int month = two(bytes, start + 5);
    int day = two(bytes, start + 8);
    int hour = two(bytes, start + 11);
    int minute = two(bytes, start + 14);
    boolean punctuated =
        bytes[start + 4] == '-'
            && bytes[start + 7] == '-'
            && bytes[start + 10] == 'T'
            && bytes[start + 13] == ':';
    if (!punctuated || (century | year | month | day | hour | minute) < 0) {
      return INVALID;
    }
    int fullYear = 100 * century + year;
    if (month < 1 || month > 12 || day < 1 || day > daysIn(fullYear, month)) {
      return INVALID;
    }
    return hour < 24 && minute < 60
        ? (epochDay(fullYear, month, day) * MINUTES_A_DAY + hour * 60L + minute) * MINUTE
        : INVALID;
  }

  private static int daysIn(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> isLeap(year) ? 29 : 28;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /**
   * Days since 1970-01-01 in the proleptic Gregorian calendar, for years from 0: counted from March
   * on, so that the leap day is the last of its year.
   */
  private static long epochDay(int year, int month, int day) {
    int marchYear = month > 2 ? year : year - 1;
    int marchMonth = (month + 9) % 12;
    int leaps = Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100);
    long days = 365L * marchYear + leaps + Math.floorDiv(marchYear, 400);
    int fromMarchFirstOfYearZeroToEpoch = 719_468;
    return days + (153L * marchMonth + 2) / 5 + day - 1 - fromMarchFirstOfYearZeroToEpoch;
  }

  /** The offset that stands in {@code bytes[p, end)}, in milliseconds. */
  private static long offset(byte[] bytes, int p, int end) {
    int length = end - p;
    if (length == 1 && bytes[p] == 'Z') {
      return 0;
    }
    boolean signed = length == 6 && (bytes[p] == '+' || bytes[p] == '-') && bytes[p + 3] == ':';
    if (!signed) {
      return INVALID;
    }
    int hours = two(bytes, p + 1);
    int minutes = two(bytes, p + 4);
    int total = 60 * hours + minutes;
    if (hours < 0 || minutes < 0 || minutes > 59 || total > MAX_OFFSET_MINUTES) {
      return INVALID;
    }
    return bytes[p] == '-' ? -total * MINUTE : total * MINUTE;
  }

  private static int two(byte[] bytes, int p) {
    int tens = bytes[p] - '0';
    int ones = bytes[p + 1] - '0';
    return isDigit(tens) && isDigit(ones) ? 10 * tens + ones : NOT_DIGITS;
  }

  private static int three(byte[] bytes, int p) {
    int ones = bytes[p + 2] - '0';
    int tens = two(bytes, p);
    return tens >= 0 && isDigit(ones) ? 10 * tens + ones : NOT_DIGITS;
  }

  private static boolean isDigit(int value) {
    return value >= 0 && value <= 9;
  }
}
