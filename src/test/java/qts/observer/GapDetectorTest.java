package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapDetectorTest {
  private static final long T = 1_768_100_400_000L;
  private static final long S = 1_000;

  private final List<Gap> gaps = new ArrayList<>();
  private final Pipeline pipeline =
      new Pipeline(PipelineSettings.defaults(), Guard.NONE, gaps::add);

  @ParameterizedTest(name = "{0} ms: {1}")
  @CsvSource({
    "9999, ''",
    "10000, SOURCE MINOR 10000",
    "59999, SOURCE MINOR 59999",
    "60000, SOURCE MAJOR 60000",
    "300000, SOURCE MAJOR 300000",
    "300001, SOURCE CRITICAL 300001 2026-01-11"
  })
  void theSeverityFollowsFromTheLengthOfTheSilence(long silence, String gap) {
    see("X", 0);
    see("X", silence);

    assertThat(told()).isEqualTo(gap);
  }

  @Test
  void aGapTellsWhatWasSilentFromWhenToWhen() {
    see("A", 0);
    see("B", 5 * S);
    see("A", 9 * S);
    see("A", 18 * S);
    see("A", 27 * S);
    see("B", 27 * S);

    assertThat(gaps)
        .containsExactly(
            new Gap(
                Gap.Scope.SYMBOL,
                Gap.Severity.MINOR,
                T + 5 * S,
                T + 27 * S,
                22 * S,
                "market",
                "s1",
                "UPBIT",
                "B",
                "no source sent this symbol while its own went on",
                ""));
  }

  @Test
  void whenTheSourceItselfWasSilentThatIsOneGapForAllItsSymbols() {
    see("A", 0);
    see("B", S);
    see("C", 2 * S);
    see("B", 400 * S);
    see("A", 401 * S);
    see("C", 402 * S);

    assertThat(gaps)
        .containsExactly(
            new Gap(
                Gap.Scope.SOURCE,
                Gap.Severity.CRITICAL,
                T + 2 * S,
                T + 400 * S,
                398 * S,
                "market",
                "s1",
                "",
                "",
                "the source sent nothing",
                "2026-01-11"));
  }

  @Test
  void aSymbolThatWasSilentMuchLongerThanItsSourceHasAGapOfItsOwn() {
    see("A", 0);
    for (int second = 5; second <= 100; second += 5) {
      see("B", second * S);
    }
    see("A", 115 * S);

    assertThat(told()).isEqualTo("SOURCE MINOR 15000, SYMBOL A MAJOR 115000");
  }

  @Test
  void aSymbolThatStaysAwayAfterItsSourceCameBackHasAGapOfItsOwn() {
    see("A", 0);
    see("B", 0);
    see("B", 100 * S);
    see("B", 105 * S);
    see("A", 111 * S);

    assertThat(told()).isEqualTo("SOURCE MAJOR 100000, SYMBOL A MAJOR 111000");
  }

  @Test
  void aSymbolThatAnotherSourceKeptSendingWasNotSilent() {
    see("A", 0);
    SnapshotFixture other = SnapshotFixture.at(T + 15 * S).source("broker");
    pipeline.judge(other.market("UPBIT").symbol("A").scan(), T);
    see("A", 20 * S);

    assertThat(told()).isEqualTo("SYMBOL A MINOR 15000, SOURCE MINOR 20000");
  }

  @Test
  void aSourceThatComesBackInANewSessionIsOneGap() {
    see("A", 0);
    see("B", 0);
    see("C", 0);
    seeInSession("s2", "new", 120 * S);
    seeInSession("s2", "B", 121 * S);
    seeInSession("s2", "A", 122 * S);
    seeInSession("s2", "C", 123 * S);

    assertThat(told()).isEqualTo("SOURCE MAJOR 120000");
  }

  @Test
  void aNewSessionWithOtherSymbolsIsNoGap() {
    see("A", 0);
    seeInSession("s2", "B", 120 * S);

    assertThat(gaps).isEmpty();
  }

  @Test
  void aNewSessionBesideALivingOneIsNoGap() {
    see("A", 0);
    see("B", 0);
    see("B", 8 * S);
    seeInSession("s2", "C", 12 * S);
    seeInSession("s2", "A", 13 * S);

    assertThat(told()).isEqualTo("SYMBOL A MINOR 13000");
  }

  @Test
  void timesOutOfOrderMakeNoGap() {
    see("A", 100 * S);
    see("A", 0);
    see("A", 50 * S);
    see("A", 105 * S);

    assertThat(gaps).isEmpty();
  }

  @Test
  void aSourceWithoutSymbolsIsMeasuredAroundTheClock() {
    judge(SnapshotFixture.at(T).source("system"));
    judge(SnapshotFixture.at(T + 70 * S).source("system"));

    assertThat(told()).isEqualTo("SOURCE MAJOR 70000");
  }

  @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
  @CsvSource({
    "KRX, 2026-01-12T15:29:58+09:00, 2026-01-13T09:00:03+09:00, ''",
    "KRX, 2026-01-12T15:29:50+09:00, 2026-01-13T09:00:05+09:00, SOURCE MINOR 15000",
    "KRX, 2026-01-12T16:00:00+09:00, 2026-01-13T09:06:00+09:00, SOURCE CRITICAL 360000 2026-01-13",
    "US, 2026-03-06T15:59:59-05:00, 2026-03-09T09:30:01-04:00, ''",
    "US, 2026-03-06T15:59:00-05:00, 2026-03-09T09:31:00-04:00, SOURCE MAJOR 120000",
    "UPBIT, 2026-01-10T15:00:00Z, 2026-01-10T15:10:00Z, SOURCE CRITICAL 600000 2026-01-11",
    "BITSTAMP, 2026-01-10T15:00:00Z, 2026-01-10T15:10:00Z, SOURCE CRITICAL 600000 2026-01-10"
  })
  void outsideItsMarketsTradingHoursNothingIsSilent(
      String market, String from, String to, String gap) {
    judge(SnapshotFixture.at(Instant.parse(from).toEpochMilli()).market(market).symbol("A"));
    judge(SnapshotFixture.at(Instant.parse(to).toEpochMilli()).market(market).symbol("A"));

    assertThat(told()).isEqualTo(gap);
  }

  @Test
  void aHolidayIsNoSilence() {
    Calendars calendars =
        Calendars.parse("{\"markets\":{\"KRX\":{\"holidays\":[\"2026-01-13\"]}}}");
    Pipeline configured =
        new Pipeline(PipelineSettings.defaults().withCalendars(calendars), Guard.NONE, gaps::add);
    for (String time : List.of("2026-01-12T15:29:59+09:00", "2026-01-14T09:00:01+09:00")) {
      ScannedSnapshot tick = SnapshotFixture.at(time).market("KRX").symbol("005930").scan();
      configured.judge(tick, tick.timestampMillis());
    }

    assertThat(gaps).isEmpty();
  }

  @Test
  void aSourceOfSeveralMarketsIsExpectedToSpeakWhileAnyOfThemTrades() {
    judge(SnapshotFixture.at("2026-01-12T15:29:59+09:00").market("KRX").symbol("K"));
    judge(SnapshotFixture.at("2026-01-12T15:29:59+09:00").market("UPBIT").symbol("U"));
    judge(SnapshotFixture.at("2026-01-13T09:00:01+09:00").market("KRX").symbol("K"));
    judge(SnapshotFixture.at("2026-01-13T09:00:02+09:00").market("UPBIT").symbol("U"));

    assertThat(told()).isEqualTo("SOURCE CRITICAL 63002000 2026-01-12");
  }

  @Test
  void theSnapshotThatEndsASilenceIsTagged() {
    see("A", 0);
    see("B", 0);
    long ofSource = tag(see("A", 20 * S));
    long explained = tag(see("B", 21 * S));
    long none = tag(see("B", 22 * S));
    long newSymbol = tag(see("new", 90 * S));

    assertThat(new long[] {ofSource, explained, none, newSymbol})
        .containsExactly(20 * S, 21 * S, 0, 68 * S);
  }

  private Verdict see(String symbol, long afterMillis) {
    return seeInSession("s1", symbol, afterMillis);
  }

  private Verdict seeInSession(String session, String symbol, long afterMillis) {
    return judge(
        SnapshotFixture.at(T + afterMillis).session(session).market("UPBIT").symbol(symbol));
  }

  private Verdict judge(SnapshotFixture fixture) {
    ScannedSnapshot snapshot = fixture.scan();
    return pipeline.judge(snapshot, snapshot.timestampMillis());
  }

  private static long tag(Verdict verdict) {
    return ((Verdict.Accepted) verdict).notes().gapMillis();
  }

  private String told() {
    return String.join(", ", gaps.stream().map(GapDetectorTest::told).toList());
  }

  private static String told(Gap gap) {
    return (gap.scope()
            + (gap.symbol().isEmpty() ? "" : " " + gap.symbol())
            + " "
            + gap.severity()
            + " "
            + gap.silentMillis()
            + " "
            + gap.flaggedDay())
        .strip();
  }
}
