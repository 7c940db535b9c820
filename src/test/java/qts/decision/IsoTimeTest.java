package qts.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsoTimeTest {
  private final Seeded seeded = new Seeded("times");

  @Test
  void timesAreWrittenToTheMillisecondOrAsFineAsTheyAre() {
    assertThat(
            List.of(
                "2026-01-11T00:03:12Z",
                "0001-12-31T23:59:59.999Z",
                "2026-01-11T09:03:12.417+09:00",
                "2026-01-11T00:03:12.0001Z",
                "+12026-01-11T00:03:12Z"))
        .extracting(text -> IsoTime.text(OffsetDateTime.parse(text)))
        .containsExactly(
            "2026-01-11T00:03:12.000Z",
            "0001-12-31T23:59:59.999Z",
            "2026-01-11T09:03:12.417+09:00",
            "2026-01-11T00:03:12.0001Z",
            "+12026-01-11T00:03:12.000Z");
  }

  @Test
  void everyMillisecondReadsBack() {
    for (int i = 0; i < 20_000; i++) {
      OffsetDateTime time =
          OffsetDateTime.ofInstant(
              Instant.ofEpochMilli(
                  seeded.random().nextLong(-62_167_219_200_000L, 253_402_300_800_000L)),
              ZoneOffset.UTC);
      String text = IsoTime.text(time);
      assertThat(OffsetDateTime.parse(text)).isEqualTo(time);
      assertThat(text).hasSize("2026-01-11T00:03:12.417Z".length());
    }
  }
}
