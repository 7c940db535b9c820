package qts.runtime.question;

import static org.assertj.core.api.Assertions.assertThat;
import static qts.runtime.question.Reported.block;
import static qts.runtime.question.Reported.judgment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.TestSnapshots;

class CoverageTest {
  private static final Question COVERAGE = new Coverage(() -> Flight.PRODUCER);

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
  void oneDecisionOfThousandsThatWasDroppedIsFoundExactlyThatOne() throws IOException {
    stream(5_000, 3_217);
    Flight.Answered answer = flight.ask(COVERAGE, "strategy", "momentum");

    assertThat(answer.records()).containsExactly("run-3217");
    assertThat(answer.end().toString())
        .endsWith(
            """
            "strategy":"momentum","symbols":["BTC"],"decisions":4999,"delivered":5000,\
            "covered":4999,"uncovered":1,"pending":0,"in_repeats":0,"by_rules":false}\
            """);
  }

  /** Snapshots 1 to {@code count} with a judgment each but for {@code dropped}. */
  private void stream(int count, int dropped) throws IOException {
    int batch = 500;
    for (int from = 1; from <= count; from += batch) {
      List<String> snapshots = new ArrayList<>();
      List<String> decisions = new ArrayList<>();
      for (int i = from; i < from + batch; i++) {
        snapshots.add(TestSnapshots.line("BTC", i, Flight.T0 + i, "71000.10"));
        if (i != dropped) {
          decisions.add(hold(i));
        }
      }
      flight.snapshots(snapshots.toArray(String[]::new));
      flight.decisions(decisions.toArray(String[]::new));
    }
  }

  private static String hold(int number) {
    return judgment("d-" + number, "HOLD")
        .by("momentum")
        .about("BTC")
        .restingOn("run-" + number)
        .at(number);
  }

  @Test
  void onlyWhatWasDeliveredCounts() throws IOException {
    flight.snapshot("BTC", 1).snapshot("ETH", 2).snapshot("BTC", 3).snapshot("BTC", 4);
    flight.snapshot("BTC", 5).snapshot("BTC", 6);
    flight.decisions(
        hold(3), hold(5), judgment("o", "HOLD").by("other").about("BTC").restingOn("run-4").at(4));
    Flight.Answered answer = flight.ask(COVERAGE, "strategy", "momentum");

    assertThat(answer.records()).containsExactly("run-4");
    assertThat(
            List.of(answer.end().path("delivered").asInt(), answer.end().path("pending").asInt()))
        .containsExactly(3, 1);
  }

  @Test
  void aDeclaredSymbolThatWasNeverAnsweredIsUncovered() throws IOException {
    flight.snapshot("BTC", 1).snapshot("ETH", 2).snapshot("BTC", 3);
    flight.decisions(hold(1), hold(3));

    assertThat(
            flight
                .ask(COVERAGE, "strategy", "momentum", "symbol", "BTC", "symbol", "ETH")
                .records())
        .containsExactly("run-2");
  }

  @Test
  void aDecisionOfAnyKindAnswersAlsoOneThatCameBeforeItsSnapshot() throws IOException {
    flight.snapshot("BTC", 1);
    flight.decisions(
        hold(1), block("d-2", "GR001").by("momentum").restingOn("run-2").at(2), hold(3));
    flight.snapshot("BTC", 2).snapshot("BTC", 3);

    assertThat(flight.ask(COVERAGE, "strategy", "momentum").records()).isEmpty();
  }

  @Test
  void theTimeBoundsWhichSnapshotsAreAskedAbout() throws IOException {
    flight.snapshot("BTC", 1, Flight.T0).snapshot("BTC", 2, Flight.T0 + 1_000);
    flight.snapshot("BTC", 3, Flight.T0 + 2_000).snapshot("BTC", 4, Flight.T0 + 3_000);
    flight.snapshot("BTC", 5, Flight.T0 + 4_000);
    flight.decisions(hold(1), hold(3), hold(5));

    assertThat(
            flight
                .ask(
                    COVERAGE,
                    "strategy",
                    "momentum",
                    "from",
                    Long.toString(Flight.T0 + 1_500),
                    "to",
                    Long.toString(Flight.T0 + 4_500))
                .records())
        .containsExactly("run-4");
  }

  @Test
  void pagesJoinToTheWholeAndCountTheSame() throws IOException {
    for (int i = 1; i <= 9; i++) {
      flight.snapshot("BTC", i);
    }
    flight.decisions(hold(1), hold(9));
    Flight.Answered first = flight.ask(COVERAGE, "strategy", "momentum", "limit", "4");
    Flight.Answered second =
        flight.ask(COVERAGE, "strategy", "momentum", "limit", "4", "cursor", first.next());

    assertThat(List.of(first.records(), second.records()))
        .containsExactly(
            List.of("run-2", "run-3", "run-4", "run-5"), List.of("run-6", "run-7", "run-8"));
    assertThat(List.of(first, second))
        .extracting(a -> a.end().path("uncovered").asInt())
        .containsExactly(7, 7);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aStrategyThatNeverDecidedHasNothingDelivered() throws IOException {
    flight.snapshot("BTC", 1);

    assertThat(flight.ask(COVERAGE, "strategy", "nobody").end().toString())
        .contains("\"decisions\":0,\"delivered\":0,\"covered\":0,\"uncovered\":0");
  }
}
