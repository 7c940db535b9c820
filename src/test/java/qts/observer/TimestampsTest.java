package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;

class TimestampsTest {
  private static final Pattern FORM =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3,9}(Z|[+-]\\d\\d:\\d\\d)");

  private final Timestamps timestamps = new Timestamps();

  @Test
  void everyDayOfTheCalendarIsRead() {
    List<String> wrong = new ArrayList<>();
    for (int year = 0; year < 10_000; year += year % 400 < 5 ? 1 : 33) {
      for (int month = 0; month < 14; month++) {
        for (int day = 27; day < 33; day++) {
          check("%04d-%02d-%02dT23:59:59.999-18:00".formatted(year, month, day), wrong);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void damagedTimesAreReadAsJavaReadsThem() {
    Seeded seeded = new Seeded("timestamps");
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder("2024-02-28T23:59:59.9996+17:59");
      for (int j = seeded.between(1, 4); j > 0; j--) {
        text.setCharAt(seeded.between(0, text.length()), seeded.oneOf(DAMAGES).charAt(0));
      }
      check(text.toString(), wrong);
    }

    assertThat(wrong).isEmpty();
  }

  private static final List<String> DAMAGES =
      List.of("0", "1", "2", "3", "5", "9", "-", "+", ":", ".", "T", "Z", " ", "é", "/");

  private void check(String text, List<String> wrong) {
    if (parse(text) != expected(text)) {
      wrong.add(text);
    }
  }

  private static long expected(String text) {
    if (!FORM.matcher(text).matches()) {
      return Timestamps.INVALID;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException noTime) {
      return Timestamps.INVALID;
    }
  }

  @Test
  void digitsFinerThanMillisecondsAreCutBeforeTheEpochToo() {
    assertThat(
            Stream.of(
                    "1969-12-31T23:59:59.9999Z",
                    "1970-01-01T00:00:00.0009Z",
                    "1970-01-01T00:00:00.000000000000000000Z")
                .map(this::parse))
        .containsExactly(-1L, 0L, 0L);
  }

  @Test
  void theRememberedMinuteIsNotTakenForAnother() {
    assertThat(
            Stream.of(
                    "2026-01-11T09:03:12.417Z",
                    "2026-01-11T09:03:13.417Z",
                    "2026-01-11T09:04:12.417Z",
                    "2026-01-11T09:0x:12.417Z",
                    "2026-01-11T09:04:12.417+00:01")
                .map(this::parse))
        .containsExactly(
            1768122192417L, 1768122193417L, 1768122252417L, Timestamps.INVALID, 1768122192417L);
  }

  private long parse(String text) {
    byte[] bytes = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
    return timestamps.parse(bytes, 1, bytes.length - 1);
  }
}
