package qts.runtime.question;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Decision;
import qts.decision.SafetyChangeJson;
import qts.decision.json.JsonObject;
import qts.decision.rules.CollapsePolicy;
import qts.decision.rules.DecisionPipeline;
import qts.decision.rules.RuleSet;
import qts.decision.rules.SnapshotView;
import qts.journal.Entry;
import qts.journal.Journal;
import qts.journal.RecordKind;
import qts.observer.Calendars;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Decisions of rules, asked again by the rule set that stands in the journal. */
class MinimalSetTest {
  private static final String AT = "2026-01-11T09:03:12.417+09:00";

  /** Three rules that overlap: each stricter than the one before; and one that does not block. */
  private static final RuleSet RULES =
      RuleSet.read(
          """
          {"name": "overlap", "version": "7", "extract": {"volume": "observation.inputs.volume"},
           "judge": [{"id": "buy", "version": "1", "when": {"value": "volume", "above": 0},
                      "then": {"action": "BUY", "order_type": "MARKET", "qty": "volume"}}],
           "block": [
             {"id": "wide", "version": "1", "value": "order_qty", "at_most": 30, "reason": "too much"},
             {"id": "tight", "version": "2", "value": "order_qty", "at_most": 20, "reason": "too much"},
             {"id": "apart", "version": "1", "forbid_tag": "GAP_MAJOR", "reason": "after a gap"},
             {"id": "tightest", "version": "3", "value": "order_qty", "at_most": 5, "reason": "too much"}]}\
          """
              .getBytes(UTF_8));

  private static final SafetyChange TRADING =
      new SafetyChange.Trading(true, new Attribution("operator", "the day begins", Flight.T0));

  @TempDir Path folder;
  private Flight flight;

  @BeforeEach
  void start() throws IOException {
    flight = new Flight(folder);
  }

  @AfterEach
  void stop() throws IOException {
    flight.close();
  }

  @Test
  void ofThreeOverlappingRulesExactlyThoseThatWereEnoughAreNamed() throws IOException {
    append(RecordKind.RULES, begin());
    append(RecordKind.SAFETY, SafetyChangeJson.write(TRADING));
    flight.snapshot("BTC", 1);
    record(decide("BTC", "run-1", 25, SafetyState.INITIAL.after(TRADING)));
    JsonNode answer = ask();

    assertThat(sentences(answer))
        .containsExactly(
            "Nothing was traded in BTC at 09:03:12.417 because the order to BUY 25 BTC by overlap"
                + " was blocked by 2 rules, each of which alone would have been enough.",
            "- tight (version 2): too much; it allows at most 20, and there was 25.",
            "- tightest (version 3): too much; it allows at most 5, and there was 25.",
            "This was found by asking the rules of overlap version 7 again on the recorded input;"
                + " the recorded blocks say the same.",
            "Safety then: kill switch off, trading enabled, no anomaly.");
  }

  @Test
  void aBlockThatWasOnlyCountedIsFoundByAskingAgain() throws IOException {
    append(RecordKind.RULES, begin());
    flight.snapshot("BTC", 1);
    List<Decision> decisions = decide("BTC", "run-1", 40, SafetyState.INITIAL.after(TRADING));
    record(decisions.subList(0, 1));
    JsonNode set = ask().path("decisions").path(0).path("minimal_blocking_set");

    assertThat(set.path("re_evaluated").asBoolean()).isTrue();
    assertThat(set.path("not_recorded").toString()).isEqualTo("[\"wide\",\"tight\",\"tightest\"]");
  }

  @Test
  void withoutTheRuleSetTheRecordedBlocksAreTold() throws IOException {
    flight.snapshot("BTC", 1);
    record(decide("BTC", "run-1", 25, SafetyState.INITIAL.after(TRADING)));
    JsonNode set = ask().path("decisions").path(0).path("minimal_blocking_set");

    assertThat(set.path("why_not_re_evaluated").asString())
        .isEqualTo("the rule set with the hash " + RULES.hash() + " is not recorded here");
    assertThat(set.path("rules").valueStream().map(r -> r.path("check").asString()).toList())
        .containsExactly("confirmed", "confirmed");
  }

  @Test
  void aSnapshotThatNoRuleHeldForIsToldFromOneThatNobodySaw() throws IOException {
    append(RecordKind.RULES, begin());
    flight.snapshot("BTC", 1);

    assertThat(sentences(ask()))
        .contains(
            "The rule set overlap version 7 was in force and saw them; none of its judging rules"
                + " held.");
  }

  private static JsonObject begin() {
    return JsonObject.builder()
        .put("event", "begin")
        .put("name", RULES.name())
        .put("version", RULES.version())
        .put("hash", RULES.hash())
        .put("warm_from", 0)
        .put("rule_set", RULES.source())
        .build();
  }

  private void append(RecordKind kind, JsonObject payload) throws IOException {
    byte[] bytes = payload.toString().getBytes(UTF_8);
    Entry entry = new Entry();
    entry.of(kind, "observer@observer", 0, Flight.T0, Flight.T0, 1).payload(bytes, 0, bytes.length);
    Journal journal = flight.recorder().journal();
    journal.awaitDurable(journal.append(entry, 0));
  }

  private void record(List<Decision> decisions) throws IOException {
    flight.decisions(decisions.stream().map(d -> d.toJson().toString()).toArray(String[]::new));
  }

  private static List<Decision> decide(
      String symbol, String runId, double volume, SafetyState safety) {
    return new DecisionPipeline(RULES, CollapsePolicy.DEFAULT)
        .onSnapshot(new View(symbol, runId, volume), safety);
  }

  private JsonNode ask() throws IOException {
    try {
      return JsonMapper.shared()
          .readTree(
              flight.written(
                  new WhyNot(() -> Flight.PRODUCER, Calendars.defaults()),
                  AnswerWriter.Form.PAGE,
                  "symbol",
                  "BTC",
                  "at",
                  AT));
    } catch (InvalidQueryException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> sentences(JsonNode answer) {
    return answer.path("sentences").valueStream().map(JsonNode::asString).toList();
  }

  /** A snapshot as rules see it. */
  private record View(String symbol, String runId, double volume) implements SnapshotView {
    @Override
    public String market() {
      return "UPBIT";
    }

    @Override
    public long eventMillis() {
      return Flight.T0;
    }

    @Override
    public long receiveMillis() {
      return Flight.T0;
    }

    @Override
    public String contentHash() {
      return "";
    }

    @Override
    public double number(String path) {
      return volume;
    }

    @Override
    public List<String> tags() {
      return List.of();
    }
  }
}
