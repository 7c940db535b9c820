package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {
  private static final long NOON = 1_768_100_400_000L;

  private final List<Gap> gaps = new ArrayList<>();

  @Test
  void aPlainSnapshotIsAcceptedWithoutAnythingToNote() {
    assertThat(notes(pipeline().judge(tick(0, "71000", "5"), NOON))).isEqualTo("PASS OK INFO []");
  }

  @Test
  void aSecondSnapshotOfASymbolStatesItsDeltas() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(0, "71000.10", "5"), NOON);

    assertThat(notes(pipeline.judge(tick(1, "70999.60", "8"), NOON)))
        .isEqualTo("PASS OK INFO [] price -0.50 volume 3");
  }

  @Test
  void deltasAreThoseOfTheSameMarketAndSymbol() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(0, "100", "5"), NOON);
    pipeline.judge(SnapshotFixture.at(NOON).market("US").symbol("X").price("7").scan(), NOON);
    pipeline.judge(SnapshotFixture.at(NOON).market("UPBIT").symbol("Y").price("9").scan(), NOON);

    assertThat(notes(pipeline.judge(tick(1, "101", "5"), NOON)))
        .isEqualTo("PASS OK INFO [] price 1 volume 0");
  }

  @Test
  void whatIsNoNumberLeavesThePreviousNumberStanding() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(0, "100", "5"), NOON);
    String text = notes(pipeline.judge(tick(1, "\"71,000\"", "null"), NOON));

    assertThat(List.of(text, notes(pipeline.judge(tick(2, "101", "7"), NOON))))
        .containsExactly("PASS OK INFO []", "PASS OK INFO [] price 1 volume 2");
  }

  @Test
  void withoutASymbolThereIsNoDelta() {
    Pipeline pipeline = pipeline();
    pipeline.judge(SnapshotFixture.at(NOON).price("1").scan(), NOON);

    assertThat(notes(pipeline.judge(SnapshotFixture.at(NOON).price("2").scan(), NOON)))
        .isEqualTo("PASS OK INFO []");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "price | 0 | > 0 | 0",
        "price | -0.0 | > 0 | -0.0",
        "price | -71000 | > 0 | -71000",
        "price | -1e-9999 | > 0 | -1e-9999"
      })
  void aPriceThatIsNotAboveZeroIsRejected(String field, String value, String limit, String actual) {
    assertThat(pipeline().judge(SnapshotFixture.at(NOON).input(field, value).scan(), NOON))
        .isEqualTo(
            new Verdict.Rejected(
                new Finding(
                    "PRICE_NOT_POSITIVE",
                    "observation.inputs.price",
                    "the price must be above zero",
                    limit,
                    actual)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"price\":\"-5\" | []",
        "\"price\":null | []",
        "\"price\":1e-9999 | []",
        "\"bid_price\":99,\"ask_price\":100 | []",
        "\"bid_price\":100.0,\"ask_price\":100 | [BID_NOT_BELOW_ASK]",
        "\"bid_price\":101,\"ask_price\":100 | [BID_NOT_BELOW_ASK]",
        "\"bid_price\":101 | []",
        "\"bid_price\":\"101\",\"ask_price\":100 | []",
        "\"open\":2,\"high\":3,\"low\":1,\"close\":2 | []",
        "\"open\":1,\"high\":1,\"low\":1,\"close\":1.00 | []",
        "\"open\":0.99,\"high\":3,\"low\":1,\"close\":2 | [OHLC_ORDER]",
        "\"open\":2,\"high\":3,\"low\":1,\"close\":3.01 | [OHLC_ORDER]",
        "\"open\":3.5,\"high\":3,\"low\":1,\"close\":2 | [OHLC_ORDER]",
        "\"open\":2,\"high\":3,\"low\":1,\"close\":0 | [OHLC_ORDER]",
        "\"high\":1,\"low\":2 | [OHLC_ORDER]",
        "\"open\":2,\"close\":1 | []",
        "\"volume\":0 | [ZERO_VOLUME]",
        "\"volume\":0.00 | [ZERO_VOLUME]",
        "\"volume\":0e999 | [ZERO_VOLUME]",
        "\"volume\":\"0\" | []",
        "\"volume\":1e-9 | []"
      })
  void theNumbersOfASnapshotAreHeldAgainstEachOther(String inputs, String flags) {
    String json =
        SnapshotFixture.at(NOON).json().replace("\"inputs\":{}", "\"inputs\":{" + inputs + "}");

    assertThat(flags(pipeline().judge(SnapshotFixture.scan(json), NOON))).hasToString(flags);
  }

  @ParameterizedTest(name = "{0} ms ahead: {1}")
  @CsvSource(
      delimiter = '|',
      value = {"60000 | []", "60001 | [TIME_FUTURE]", "-86400000 | []", "-86400001 | [TIME_PAST]"})
  void theTimeIsHeldAgainstTheTimeOfReceiving(long aheadMillis, String flags) {
    Pipeline pipeline =
        pipeline(RuleSettings.defaults().withAction(SemanticRule.TIME_PAST, RuleAction.FLAG));

    assertThat(flags(pipeline.judge(SnapshotFixture.at(NOON + aheadMillis).scan(), NOON)))
        .hasToString(flags);
  }

  @Test
  void aReplayOfOldDataIsNoMatterByDefault() {
    assertThat(flags(pipeline().judge(SnapshotFixture.at(0).scan(), NOON))).isEmpty();
  }

  @Test
  void timeThatRunsBackwardsIsFlaggedAgainstTheLatestOfItsSymbol() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(5_000, "100", "5"), NOON);
    Set<SemanticRule> back = flags(pipeline.judge(tick(4_000, "100", "5"), NOON));
    Set<SemanticRule> stillBack = flags(pipeline.judge(tick(4_500, "100", "5"), NOON));
    Set<SemanticRule> equal = flags(pipeline.judge(tick(5_000, "100", "5"), NOON));
    Set<SemanticRule> other =
        flags(pipeline.judge(SnapshotFixture.at(NOON).symbol("other").scan(), NOON));

    assertThat(List.of(back, stillBack, equal, other))
        .containsExactly(
            Set.of(SemanticRule.TIME_BACKWARDS),
            Set.of(SemanticRule.TIME_BACKWARDS),
            Set.of(),
            Set.of());
  }

  @Test
  void timeMayRunBackwardsWithinTheLimit() {
    Pipeline pipeline =
        pipeline(
            RuleSettings.defaults().withLimit(SemanticRule.TIME_BACKWARDS, new BigDecimal(1000)));
    pipeline.judge(tick(5_000, "100", "5"), NOON);

    assertThat(
            List.of(
                flags(pipeline.judge(tick(4_000, "100", "5"), NOON)),
                flags(pipeline.judge(tick(3_999, "100", "5"), NOON))))
        .containsExactly(Set.of(), Set.of(SemanticRule.TIME_BACKWARDS));
  }

  @Test
  void aTimeFromTheFutureDoesNotBecomeTheMeasureOfThoseThatFollow() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(0, "100", "5"), NOON);
    pipeline.judge(tick(3_600_000, "100", "5"), NOON);

    assertThat(flags(pipeline.judge(tick(1_000, "100", "5"), NOON))).isEmpty();
    assertThat(gaps).isEmpty();
  }

  @Test
  void aPriceThatMovesByMoreThanTheLimitIsAJump() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(0, "100", "5"), NOON);

    assertThat(
            List.of(
                flags(pipeline.judge(tick(1, "130", "5"), NOON)),
                flags(pipeline.judge(tick(2, "90.9", "5"), NOON)),
                flags(pipeline.judge(tick(3, "100", "5"), NOON))))
        .as("+30 %, -30.08 %, +10.01 %")
        .containsExactly(Set.of(), Set.of(SemanticRule.PRICE_JUMP), Set.of());
  }

  @Test
  void aVolumeFarAboveItsOwnDistributionIsNotedAndNoReasonToWarn() {
    Pipeline pipeline = pipeline();
    IntStream.range(0, 30)
        .forEach(i -> pipeline.judge(tick(i, "100", i % 2 == 0 ? "1" : "3"), NOON));

    assertThat(notes(pipeline.judge(tick(31, "100", "9"), NOON)))
        .isEqualTo("PASS OK INFO [VOLUME_SPIKE] price 0 volume 6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BID_NOT_BELOW_ASK | observation.inputs.bid_price | < 7 | 8",
        "OHLC_ORDER | observation.inputs | low <= open, close <= high | open 9, high 5, low 1, close ?",
        "TIME_FUTURE | meta.timestamp_ms | at most 60000 ms | 70000 ms",
        "TIME_BACKWARDS | meta.timestamp_ms | at most 0 ms | 30000 ms",
        "PRICE_JUMP | observation.inputs.price | at most 0.3 of it | from 100 to 200"
      })
  void aRuleSetToRejectGivesItsEvidence(
      SemanticRule rule, String path, String limit, String actual) {
    Pipeline pipeline = pipeline(RuleSettings.defaults().withAction(rule, RuleAction.REJECT));
    pipeline.judge(tick(100_000, "100", "5"), NOON + 100_000);
    ScannedSnapshot wrong =
        SnapshotFixture.at(NOON + 70_000)
            .market("UPBIT")
            .symbol("X")
            .price("200")
            .input("bid_price", "8")
            .input("ask_price", "7")
            .input("open", "9")
            .input("high", "5")
            .input("low", "1")
            .scan();

    assertThat(pipeline.judge(wrong, NOON))
        .isInstanceOfSatisfying(
            Verdict.Rejected.class,
            rejected ->
                assertThat(rejected.finding())
                    .isEqualTo(
                        new Finding(
                            rule.name(), path, rejected.finding().reason(), limit, actual)));
  }

  @Test
  void aTimeTooFarBackGivesItsEvidence() {
    Pipeline pipeline =
        pipeline(RuleSettings.defaults().withAction(SemanticRule.TIME_PAST, RuleAction.REJECT));

    assertThat(pipeline.judge(SnapshotFixture.at(0).scan(), 86_400_001))
        .isEqualTo(
            new Verdict.Rejected(
                new Finding(
                    "TIME_PAST",
                    "meta.timestamp_ms",
                    "the time is behind the time of receiving",
                    "at most 86400000 ms",
                    "86400001 ms")));
  }

  @Test
  void anIgnoredRuleIsNotLookedAt() {
    Pipeline pipeline =
        pipeline(
            RuleSettings.defaults().withAction(SemanticRule.PRICE_NOT_POSITIVE, RuleAction.IGNORE));

    assertThat(notes(pipeline.judge(tick(0, "-1", "5"), NOON))).isEqualTo("PASS OK INFO []");
  }

  @Test
  void everyFlagOfASnapshotStandsBesideItAndWarns() {
    Pipeline pipeline = pipeline();
    pipeline.judge(tick(1_000, "100", "5"), NOON);

    assertThat(notes(pipeline.judge(tick(0, "200", "0"), NOON)))
        .isEqualTo("PASS OK WARN [TIME_BACKWARDS, PRICE_JUMP, ZERO_VOLUME] price 100 volume -5");
  }

  @Test
  void whatIsRejectedOrBlockedLeavesNoTraceInWhatFollows() {
    Guard no99 =
        (snapshot, receiveMillis) ->
            snapshot.text(Field.PRICE).equals("99")
                ? new GuardDecision.Block(new Finding("NO_99", "", "", "", ""))
                : GuardDecision.PASS;
    Pipeline pipeline = new Pipeline(PipelineSettings.defaults(), no99, gaps::add);
    pipeline.judge(tick(0, "100", "5"), NOON);
    Verdict rejected = pipeline.judge(tick(500_000, "-1", "50"), NOON);
    Verdict blocked = pipeline.judge(tick(500_000, "99", "50"), NOON);

    assertThat(List.of(rejected, blocked))
        .hasExactlyElementsOfTypes(Verdict.Rejected.class, Verdict.Blocked.class);
    assertThat(notes(pipeline.judge(tick(1, "101", "6"), NOON)))
        .isEqualTo("PASS OK INFO [] price 1 volume 1");
    assertThat(gaps).isEmpty();
  }

  @Test
  void aGuardThatWantsNobodyToActIsNoted() {
    Pipeline pipeline =
        new Pipeline(
            PipelineSettings.defaults(),
            (snapshot, receiveMillis) -> new GuardDecision.NoOp("drill"),
            gaps::add);

    assertThat(notes(pipeline.judge(tick(0, "100", "5"), NOON))).isEqualTo("NO_OP drill INFO []");
  }

  @Test
  void warmingUpRemembersWhatJudgingWouldAndTellsNobody() {
    List<ScannedSnapshot> before = new ArrayList<>();
    IntStream.range(0, 40)
        .forEach(i -> before.add(tick(i * 1_000L, "100", i % 2 == 0 ? "1" : "3")));
    before.add(tick(3_600_000, "100", "2"));
    before.add(tick(400_000, "101.5", "2"));
    Pipeline judged = pipeline();
    long later = NOON + 3_600_000;
    before.forEach(snapshot -> judged.judge(snapshot, later));
    List<Gap> wanted = List.copyOf(gaps);
    gaps.clear();
    Pipeline warmed = pipeline();
    before.forEach(snapshot -> warmed.warmUp(snapshot, later));

    assertThat(wanted).isNotEmpty();
    assertThat(gaps).isEmpty();
    ScannedSnapshot next = tick(399_000, "700", "90");
    assertThat(notes(warmed.judge(next, later)))
        .isEqualTo(notes(judged.judge(next, later)))
        .isEqualTo("PASS OK WARN [TIME_BACKWARDS, PRICE_JUMP, VOLUME_SPIKE] price 598.5 volume 88");
  }

  @Test
  void aSymbolForgottenAtTheLimitStartsAnew() {
    PipelineSettings two =
        new PipelineSettings(RuleSettings.defaults(), Calendars.defaults(), 2, 10);
    Pipeline pipeline = new Pipeline(two, Guard.NONE, gaps::add);
    for (String symbol : List.of("A", "B", "C")) {
      pipeline.judge(SnapshotFixture.at(NOON).symbol(symbol).price("10").scan(), NOON);
    }

    assertThat(
            List.of(
                notes(
                    pipeline.judge(SnapshotFixture.at(NOON).symbol("A").price("11").scan(), NOON)),
                notes(
                    pipeline.judge(SnapshotFixture.at(NOON).symbol("C").price("11").scan(), NOON)),
                pipeline.evictedSymbols()))
        .containsExactly("PASS OK INFO []", "PASS OK INFO [] price 1", 2L);
  }

  @Test
  void aSessionForgottenAtTheLimitStartsAnew() {
    PipelineSettings one =
        new PipelineSettings(RuleSettings.defaults(), Calendars.defaults(), 10, 1);
    Pipeline pipeline = new Pipeline(one, Guard.NONE, gaps::add);
    pipeline.judge(SnapshotFixture.at(NOON).session("a").scan(), NOON);
    pipeline.judge(SnapshotFixture.at(NOON).session("b").scan(), NOON);
    pipeline.judge(SnapshotFixture.at(NOON + 50_000).session("a").scan(), NOON);

    assertThat(gaps).isEmpty();
    assertThat(pipeline.evictedSessions()).isEqualTo(2);
  }

  @Test
  void judgingAPlainSnapshotAllocatesNothing() {
    Pipeline pipeline = pipeline();
    ScannedSnapshot[] ticks = {
      tick(0, "71000.10", "5"), tick(500, "71000.20", "7"), tick(900, "70999.0", "6")
    };
    byte[] notes = new byte[Notes.MAX_BYTES];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(pipeline, ticks, notes);
    long before = threads.getCurrentThreadAllocatedBytes();
    run(pipeline, ticks, notes);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }

  private static void run(Pipeline pipeline, ScannedSnapshot[] ticks, byte[] notes) {
    for (int i = 0; i < 3_000; i++) {
      if (pipeline.judge(ticks[i % ticks.length], NOON) instanceof Verdict.Accepted accepted) {
        accepted.notes().encode(notes, 0);
      }
    }
  }

  private Pipeline pipeline() {
    return pipeline(RuleSettings.defaults());
  }

  private Pipeline pipeline(RuleSettings rules) {
    return new Pipeline(PipelineSettings.defaults().withRules(rules), Guard.NONE, gaps::add);
  }

  private static ScannedSnapshot tick(long afterNoonMillis, String price, String volume) {
    return SnapshotFixture.at(NOON + afterNoonMillis)
        .market("UPBIT")
        .symbol("X")
        .price(price)
        .volume(volume)
        .scan();
  }

  private static Set<SemanticRule> flags(Verdict verdict) {
    return ((Verdict.Accepted) verdict).notes().rules();
  }

  private static String notes(Verdict verdict) {
    Notes notes = ((Verdict.Accepted) verdict).notes();
    return notes.guardAction()
        + " "
        + notes.guardReason()
        + " "
        + notes.severity()
        + " "
        + notes.rules()
        + (notes.priceDelta().isKnown() ? " price " + notes.priceDelta() : "")
        + (notes.volumeDelta().isKnown() ? " volume " + notes.volumeDelta() : "");
  }
}
