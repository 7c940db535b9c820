package qts.runtime.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static qts.runtime.question.Reported.block;
import static qts.runtime.question.Reported.judgment;
import static qts.runtime.question.Reported.nonExecution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.recorder.TestSnapshots;

class TimelineTest {
  private static final Question TIMELINE = new Timeline(() -> Flight.PRODUCER);

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
  void ofASymbolEverythingAboutItIsShownInOrder() throws IOException {
    flight.snapshot("BTC", 1).snapshot("ETH", 2);
    flight.decisions(
        judgment("d-1", "BUY").about("BTC").restingOn("run-1").at(5),
        judgment("d-2", "BUY").about("ETH").restingOn("run-2").at(5),
        judgment("pair", "HOLD").about("ETH").restingOn("run-1", "run-2").at(6),
        block("d-1", "GR001").restingOn("run-1").at(6),
        nonExecution("d-1", "market closed").at(7));
    flight.snapshots(TestSnapshots.line("BTC", 3, Flight.T0, "1").replace("market", "moon"));
    flight.at(400_000).snapshot("BTC", 4);

    assertThat(flight.ask(TIMELINE, "symbol", "BTC").records())
        .containsExactly(
            "lifecycle",
            "run-1",
            "judgment d-1",
            "judgment pair",
            "block GR001",
            "non_execution d-1",
            "rejected",
            "gap source",
            "run-4");
  }

  @Test
  void aDecisionAboutOldDataIsFoundAtTheTimeOfItsSnapshot() throws IOException {
    flight.at(3_600_000).snapshot("BTC", 1, Flight.T0).snapshot("BTC", 2, Flight.T0 + 60_000);
    flight.decisions(
        judgment("d-1", "BUY").about("BTC").restingOn("run-1").at(3_600_100),
        judgment("d-2", "BUY").about("BTC").restingOn("run-2").at(3_600_100),
        block("d-1", "GR001").at(3_600_101));

    assertThat(
            flight
                .ask(
                    TIMELINE,
                    "symbol",
                    "BTC",
                    "from",
                    "2026-01-11T09:03:12+09:00",
                    "to",
                    "2026-01-11T09:03:13+09:00")
                .records())
        .containsExactly("lifecycle", "run-1", "gap source", "judgment d-1", "block GR001");
  }

  @Test
  void ofASnapshotEverythingThatRestsOnItIsShown() throws IOException {
    flight.snapshot("BTC", 1).snapshot("BTC", 2);
    flight.decisions(
        block("d-1", "GR001").at(3),
        judgment("d-1", "BUY").about("BTC").restingOn("run-1").at(2),
        judgment("d-2", "BUY").about("BTC").restingOn("run-2").at(2),
        nonExecution("d-9", "follows").text("caused_by", "d-1").at(4));

    assertThat(flight.ask(TIMELINE, "run_id", "run-1").records())
        .containsExactly("run-1", "block GR001", "judgment d-1", "non_execution d-9");
  }

  @Test
  void ofADecisionItsCausesAndItsConsequencesAreShownAndNotItsSiblings() throws IOException {
    flight.snapshot("BTC", 1).snapshot("BTC", 2);
    flight.decisions(
        judgment("parent", "BUY").restingOn("run-1").at(1),
        judgment("child", "BUY").restingOn("run-2").text("caused_by", "parent").at(2),
        judgment("sibling", "SELL").restingOn("run-2").text("caused_by", "parent").at(2),
        block("child", "GR001").at(3));

    assertThat(flight.ask(TIMELINE, "decision_id", "child").records())
        .containsExactly("run-1", "run-2", "judgment parent", "judgment child", "block GR001");
  }

  @Test
  void ofACorrelationIdAllDecisionsAndTheirSnapshotsAreShownWithWhatHappenedMeanwhile()
      throws IOException {
    flight.snapshot("BTC", 1).snapshot("ETH", 2);
    flight.decisions(judgment("d-1", "BUY").restingOn("run-1").text("correlation_id", "c").at(1));
    flight.at(400_000).snapshot("BTC", 3);
    flight.decisions(
        judgment("d-2", "BUY").restingOn("run-3").text("correlation_id", "c").at(400_001),
        judgment("d-3", "BUY").restingOn("run-3").text("correlation_id", "other").at(400_001));

    assertThat(flight.ask(TIMELINE, "correlation_id", "c").records())
        .containsExactly("run-1", "judgment d-1", "gap source", "run-3", "judgment d-2");
  }

  @Test
  void linksThatLeadNowhereOrToOtherContentAreTold() throws IOException {
    flight.snapshot("BTC", 1);
    flight.decisions(
        judgment("d-1", "BUY")
            .json(
                "rests_on",
                "[{\"run_id\":\"run-1\",\"content_hash\":\"00\"},{\"run_id\":\"gone\"}]")
            .at(1));

    assertThat(flight.ask(TIMELINE, "decision_id", "d-1").end().toString())
        .contains(
            """
            "unresolved":2,"unresolved_links":[{"run_id":"run-1","reason":"other_content"},\
            {"run_id":"gone","reason":"not_recorded"}],"truncated":false}\
            """);
  }

  @Test
  void pagesJoinToTheWhole() throws IOException {
    for (int i = 1; i <= 5; i++) {
      flight.snapshot("BTC", i);
      flight.decisions(
          judgment("d-" + i, "BUY")
              .about("BTC")
              .restingOn("run-" + i)
              .text("correlation_id", "c")
              .at(i));
    }

    for (List<String> about : List.of(List.of("symbol", "BTC"), List.of("correlation_id", "c"))) {
      assertThat(pages(about.get(0), about.get(1)))
          .isEqualTo(flight.ask(TIMELINE, about.get(0), about.get(1)).records());
    }
  }

  private List<String> pages(String name, String value) throws IOException {
    List<String> records = new ArrayList<>();
    Flight.Answered page = flight.ask(TIMELINE, name, value, "limit", "3");
    records.addAll(page.records());
    while (!page.next().isEmpty()) {
      page = flight.ask(TIMELINE, name, value, "limit", "2", "cursor", page.next());
      records.addAll(page.records());
    }
    return records;
  }

  @Test
  void whatIsUnknownHasAnEmptyTimeline() throws IOException {
    flight.snapshot("BTC", 1);

    assertThat(flight.ask(TIMELINE, "run_id", "nobody").records()).isEmpty();
    assertThat(flight.ask(TIMELINE, "symbol", "BTC", "from", "99", "to", "100").records())
        .isEmpty();
  }

  @Test
  void exactlyOneThingIsAskedAbout() {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> flight.written(TIMELINE, AnswerWriter.Form.PAGE))
        .withMessageContaining("exactly one of symbol, correlation_id, run_id, decision_id");
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() ->
            flight.written(TIMELINE, AnswerWriter.Form.PAGE, "symbol", "BTC", "run_id", "run-1"))
        .withMessageContaining("exactly one of");
  }
}
