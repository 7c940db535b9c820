package qts.runtime.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static qts.runtime.question.Reported.block;
import static qts.runtime.question.Reported.judgment;
import static qts.runtime.question.Reported.nonExecution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.observer.Calendars;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WhyNotTest {
  private static final String ORDER =
      "{\"action\":\"BUY\",\"symbol\":\"BTC\",\"qty\":10,\"order_type\":\"MARKET\"}";
  private static final String AT = "2026-01-11T09:03:12.417+09:00";

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

  private JsonNode ask(String symbol, String at) throws IOException {
    try {
      return JsonMapper.shared()
          .readTree(flight.written(question(), AnswerWriter.Form.PAGE, "symbol", symbol, "at", at));
    } catch (InvalidQueryException e) {
      throw new AssertionError(e);
    }
  }

  private static Question question() {
    return new WhyNot(() -> Flight.PRODUCER, Calendars.defaults());
  }

  private static List<String> sentences(JsonNode answer) {
    return answer.path("sentences").valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void blocksOfAStrategyOutsideAreToldAsReportedAndCheckedByLimitAndValue() throws IOException {
    flight.snapshot("BTC", 1);
    flight.decisions(
        judgment("d-1", "BUY")
            .by("momentum")
            .about("BTC")
            .restingOn("run-1")
            .json("order", ORDER)
            .at(5),
        block("d-1", "GR001")
            .about("BTC")
            .json("limit", "{\"at_most\":5}")
            .json("actual", "10")
            .at(6),
        block("d-1", "GR010").about("BTC").json("limit", "3").json("actual", "4").at(6));
    JsonNode answer = ask("BTC", AT);

    assertThat(sentences(answer))
        .containsExactly(
            "Nothing was traded in BTC at 09:03:12.417 because the order to BUY 10 BTC by momentum"
                + " was blocked by 2 rules, each of which alone would have been enough.",
            "- GR001; it allows at most 5, and there was 10.",
            "- GR010; it allows 3, and there was 4.",
            "The blocks are told as they were reported and could not be asked again: the rules of"
                + " its strategy are not recorded here; the recorded limit and value confirm 1 of"
                + " them; of 1 they do not say by themselves whether it had to block.");
    assertThat(
            answer.path("decisions").path(0).path("minimal_blocking_set").path("rules").toString())
        .isEqualTo(
            """
            [{"code":"GR001","rule":{"id":"GR001"},"limit":{"at_most":5},"actual":10,\
            "reason":"","check":"confirmed"},{"code":"GR010","rule":{"id":"GR010"},"limit":3,\
            "actual":4,"reason":"","check":"undecided"}]\
            """);
    assertThat(answer.path("chain").size()).isEqualTo(5);
  }

  @Test
  void whatWasNotExecutedIsTold() throws IOException {
    flight.snapshot("BTC", 1);
    flight.decisions(
        judgment("d-1", "BUY").about("BTC").restingOn("run-1").json("order", ORDER).at(5),
        nonExecution("d-1", "the session is over").at(6));

    assertThat(sentences(ask("BTC", "09:03:12.417")))
        .containsExactly(
            "Nothing was traded in BTC at 09:03:12.417 because the order to BUY 10 BTC was not"
                + " executed: the session is over.");
  }

  @Test
  void aStrategyThatWantedNothingIsTold() throws IOException {
    flight.snapshot("BTC", 1);
    flight.decisions(
        judgment("d-1", "HOLD")
            .by("momentum")
            .about("BTC")
            .restingOn("run-1")
            .text("reason", "calm")
            .at(5));

    assertThat(sentences(ask("BTC", AT)).getFirst())
        .isEqualTo("Nothing was traded in BTC at 09:03:12.417 because momentum judged HOLD: calm.");
  }

  @Test
  void anOrderOfUnknownFateIsNotSaidToBeUntraded() throws IOException {
    flight.snapshot("BTC", 1);
    flight.decisions(
        judgment("d-1", "BUY").about("BTC").restingOn("run-1").json("order", ORDER).at(5));

    assertThat(sentences(ask("BTC", AT)).getFirst())
        .startsWith("Whether anything was traded in BTC at 09:03:12.417 is not recorded: ");
  }

  @Test
  void theNearestDecisionAnswersAndTheOthersAreNamed() throws IOException {
    flight.snapshot("BTC", 1).at(4_000).snapshot("BTC", 2);
    flight.decisions(
        judgment("d-1", "HOLD").about("BTC").restingOn("run-1").at(10),
        judgment("d-2", "NONE").about("BTC").restingOn("run-2").at(4_010));

    assertThat(sentences(ask("BTC", "2026-01-11T09:03:15.417+09:00")))
        .containsExactly(
            "Nothing was traded in BTC at 09:03:15.417 because the strategy judged NONE.",
            "That belongs to 09:03:16.417, 1.000 s after the moment asked about.",
            "At 09:03:12.417: the strategy judged HOLD.");
  }

  @Test
  void snapshotsThatNobodyJudgedAreACoverageGap() throws IOException {
    flight.snapshot("BTC", 1);
    JsonNode answer = ask("BTC", AT);

    assertThat(answer.path("cause").asString()).isEqualTo("not_judged");
    assertThat(sentences(answer).getFirst())
        .contains(
            "because nobody decided anything about it: 1 snapshot is recorded of it within 10.000 s");
  }

  @Test
  void refusedInputsAreToldWithTheirRule() throws IOException {
    flight.snapshot("BTC", 1, Flight.T0 - 60_000);
    flight.snapshots(TestSnapshots.line("BTC", 2, Flight.T0, "1").replace("market", "moon"));
    JsonNode answer = ask("BTC", AT);

    assertThat(answer.path("cause").asString()).isEqualTo("refused");
    assertThat(sentences(answer).getFirst()).contains("the inputs about it were refused: ");
  }

  @Test
  void aSilenceIsToldWithItsLength() throws IOException {
    flight.snapshot("BTC", 1).at(400_000).snapshot("BTC", 2);

    assertThat(sentences(ask("BTC", "09:06:00")))
        .containsExactly(
            "Nothing was traded in BTC at 09:06:00.000 because the whole source market was silent"
                + " from 09:03:12.417 to 09:09:52.417 (a critical gap).",
            "The snapshot before is run-1 from 09:03:12.417, 2 min 47 s earlier.",
            "The snapshot after is run-2 from 09:09:52.417, 3 min 52 s later.");
  }

  @Test
  void theEdgesOfTheJournalAreTold() throws IOException {
    flight.snapshot("BTC", 1);

    assertThat(
            List.of(
                cause("BTC", "2026-01-11T08:00:00+09:00"),
                cause("BTC", "2026-01-11T10:00:00+09:00"),
                cause("XRP", AT)))
        .containsExactly("before_first", "after_newest", "unknown_symbol");
  }

  private String cause(String symbol, String at) throws IOException {
    return ask(symbol, at).path("cause").asString();
  }

  @Test
  void aRecorderThatDidNotRunIsTold() throws IOException {
    flight.snapshot("BTC", 1);
    flight.at(1_000).close();
    flight = new Flight(folder);
    flight.at(1_200_000).close();
    flight = new Flight(folder, Flight.T0 + 3_600_000);
    flight.snapshot("BTC", 2);

    assertThat(sentences(ask("BTC", "09:30:00")))
        .first()
        .isEqualTo(
            "Nothing was traded in BTC at 09:30:00.000 because the recorder did not run from"
                + " 09:23:12.417 until 10:03:12.417.");
  }

  /** Not every record of the recorder about itself is a start or a stop. */
  @Test
  void aRecorderThatTellsOfSomethingElseDidRun() throws IOException {
    byte[] line = TestSnapshots.bytes("BTC", 1, Flight.T0, "1");
    flight.recorder().record(line, 0, line.length, BodyFormat.DOCUMENT, Ack.RECEIVED);
    flight.at(3_600_000).snapshot("BTC", 2);

    assertThat(cause("BTC", "09:30:00")).isEqualTo("silence");
  }

  @Test
  void aClosedMarketIsTold() throws IOException {
    String line = TestSnapshots.line("005930", 1, Flight.T0, "1").replace("UPBIT", "KRX");
    flight.snapshots(line);

    assertThat(sentences(ask("005930", "2026-01-11T12:00:00+09:00")).getFirst())
        .isEqualTo(
            "Nothing was traded in 005930 at 12:00:00.000 because its market was closed by the"
                + " trading hours that are set.");
  }

  @Test
  void aTimeOfDayThatMayBeOfTwoDaysIsRefused() throws IOException {
    flight.snapshot("BTC", 1).at(86_400_000).snapshot("BTC", 2);

    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() ->
            flight.written(question(), AnswerWriter.Form.PAGE, "symbol", "BTC", "at", "23:00"))
        .withMessageContaining("it may be 2026-01-11T23:00:00.000+09:00, or 2026-01-12T23:00");
  }

  @Test
  void aParameterThatIsMissingOrWrongIsNamed() {
    for (String[] wrong :
        new String[][] {
          {"at", AT},
          {"symbol", "BTC"},
          {"symbol", "BTC", "at", "25:00"},
          {"symbol", "BTC", "at", AT, "window_ms", "0"}
        }) {
      assertThatExceptionOfType(InvalidQueryException.class)
          .isThrownBy(() -> flight.written(question(), AnswerWriter.Form.PAGE, wrong));
    }
  }
}
