package qts.runtime.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import qts.observer.Utf8Buffer;

class IsoMillisTest {
  private static final DateTimeFormatter REFERENCE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxxxx", Locale.ROOT);

  @Test
  void everyTimeIsWrittenAsTheLibraryWritesIt() {
    Random random = new Random(7);
    for (String zone : List.of("UTC", "Asia/Seoul", "America/New_York", "Asia/Kathmandu")) {
      IsoMillis iso = new IsoMillis(ZoneId.of(zone));
      long millis = -3_000_000_000_000L;
      for (int i = 0; i < 20_000; i++) {
        millis += random.nextInt(10) == 0 ? random.nextLong(600_000_000L) : random.nextInt(9_000);
        assertThat(written(iso, millis)).isEqualTo(expected(zone, millis));
      }
    }
  }

  @Test
  void minutesAreNotMixedUpWhenTimeGoesBack() {
    IsoMillis iso = new IsoMillis(ZoneId.of("Asia/Seoul"));

    assertThat(
            List.of(
                written(iso, Recording.T0),
                written(iso, Recording.T0 - 60_000),
                written(iso, -1),
                written(iso, Long.MAX_VALUE / 1_000)))
        .containsExactly(
            "2026-01-11T09:03:12.417+09:00",
            "2026-01-11T09:02:12.417+09:00",
            "1970-01-01T08:59:59.999+09:00",
            "+294247-01-10T13:00:54.775+09:00");
  }

  private static String written(IsoMillis iso, long millis) {
    Utf8Buffer out = new Utf8Buffer();
    iso.write(millis, out);
    return out.toString();
  }

  private static String expected(String zone, long millis) {
    return REFERENCE.withZone(ZoneId.of(zone)).format(Instant.ofEpochMilli(millis));
  }
}
