package qts.journal;

/**
 * The one spelling of a time that is stored as a number: {@code YYYY-MM-DDThh:mm:ss.SSS±hh:mm}, 29
 * bytes, years 0000 to 9999. Dates are counted by the algorithms of Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms".
 */
final class IsoTime {
  static final int LOCAL_LENGTH = 23;
  static final int OFFSET_LENGTH = 6;
  static final int LENGTH = LOCAL_LENGTH + OFFSET_LENGTH;
  private static final String PATTERN = "0000-00-00T00:00:00.000";
  private static final long DAY_MILLIS = 86_400_000;

  private IsoTime() {}

  /** Whether 29 bytes at {@code at} are a time that exists, in this spelling. */
  static boolean isWellFormed(byte[] b, int at) {
    for (int i = 0; i < LOCAL_LENGTH; i++) {
      char wanted = PATTERN.charAt(i);
      int c = b[at + i];
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    int month = two(b, at + 5);
    int day = two(b, at + 8);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= lengthOfMonth(four(b, at), month)
        && two(b, at + 11) < 24
        && two(b, at + 14) < 60
        && two(b, at + 17) < 60;
  }

  /** Milliseconds of local time since 1970 of the well-formed time at {@code at}. */
  static long localMillis(byte[] b, int at) {
    long days = days(four(b, at), two(b, at + 5), two(b, at + 8));
    long seconds = two(b, at + 11) * 3600L + two(b, at + 14) * 60L + two(b, at + 17);
    return days * DAY_MILLIS + seconds * 1000 + b[at + 20] * 100 + two(b, at + 21) - '0' * 100;
  }

  /** Writes the 23 bytes of local time. */
  static void writeLocal(long localMillis, byte[] into, int at) {
    long days = Math.floorDiv(localMillis, DAY_MILLIS);
    int millis = (int) Math.floorMod(localMillis, DAY_MILLIS);
    writeDate(days, into, at);
    into[at + 10] = 'T';
    putTwo(into, at + 11, millis / 3_600_000);
    into[at + 13] = ':';
    putTwo(into, at + 14, millis / 60_000 % 60);
    into[at + 16] = ':';
    putTwo(into, at + 17, millis / 1000 % 60);
    into[at + 19] = '.';
    into[at + 20] = (byte) ('0' + millis / 100 % 10);
    putTwo(into, at + 21, millis % 100);
  }

  /** Whether {@link #writeLocal} can spell the time: years 0000 to 9999. */
  static boolean canWrite(long localMillis) {
    return localMillis >= -62_167_219_200_000L && localMillis <= 253_402_300_799_999L;
  }

  private static long days(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400);
    long yearOfEra = y - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
  }

  private static void writeDate(long days, byte[] into, int at) {
    long z = days + 719_468;
    long era = Math.floorDiv(z, 146_097);
    int dayOfEra = (int) (z - era * 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    putTwo(into, at, year / 100);
    putTwo(into, at + 2, year % 100);
    into[at + 4] = '-';
    putTwo(into, at + 5, month);
    into[at + 7] = '-';
    putTwo(into, at + 8, dayOfYear - (153 * shifted + 2) / 5 + 1);
  }

  private static int lengthOfMonth(int year, int month) {
    if (month == 2) {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  private static int two(byte[] b, int at) {
    return b[at] * 10 + b[at + 1] - '0' * 11;
  }

  private static int four(byte[] b, int at) {
    return two(b, at) * 100 + two(b, at + 2);
  }

  private static void putTwo(byte[] into, int at, int value) {
    into[at] = (byte) ('0' + value / 10);
    into[at + 1] = (byte) ('0' + value % 10);
  }
}
