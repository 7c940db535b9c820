package qts.runtime.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import qts.observer.Utf8Buffer;

/**
 * Writes times as ISO 8601 with milliseconds and the offset of one zone. Remembers the last minute
 * it wrote, because neighbours nearly always share it. Not for use by several threads at once.
 */
final class IsoMillis {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxxxx", Locale.ROOT);
  private static final int MINUTE = 60_000;
  private static final int SECONDS_AT = "YYYY-MM-DDThh:mm:".length();
  private static final int PLAIN_LENGTH = "YYYY-MM-DDThh:mm:ss.fff+hh:mm".length();

  private final DateTimeFormatter format;
  private long minute = Long.MIN_VALUE;
  private byte[] text = {};
  private boolean plain;

  IsoMillis(ZoneId zone) {
    this.format = ISO.withZone(zone);
  }

  /** Adds the time without quotes. */
  void write(long epochMillis, Utf8Buffer out) {
    long inMinute = Math.floorDiv(epochMillis, MINUTE);
    if (inMinute != minute) {
      minute = inMinute;
      text = format(inMinute * MINUTE);
      plain = isPlain();
    }
    if (plain) {
      setSeconds(Math.floorMod(epochMillis, MINUTE));
      out.add(text);
    } else {
      out.add(format(epochMillis));
    }
  }

  private byte[] format(long epochMillis) {
    return format.format(Instant.ofEpochMilli(epochMillis)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether within this minute only seconds and milliseconds change: its offset has no seconds. */
  private boolean isPlain() {
    return text.length == PLAIN_LENGTH && text[SECONDS_AT] == '0' && text[SECONDS_AT + 1] == '0';
  }

  private void setSeconds(int millis) {
    int second = millis / 1_000;
    int rest = millis % 1_000;
    text[SECONDS_AT] = (byte) ('0' + second / 10);
    text[SECONDS_AT + 1] = (byte) ('0' + second % 10);
    text[SECONDS_AT + 3] = (byte) ('0' + rest / 100);
    text[SECONDS_AT + 4] = (byte) ('0' + rest / 10 % 10);
    text[SECONDS_AT + 5] = (byte) ('0' + rest % 10);
  }
}
