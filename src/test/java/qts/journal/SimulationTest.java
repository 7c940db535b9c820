package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of a journal on a simulated disk that loses power, fails, fills up, and is opened again,
 * decided by a seed. One seed: {@code ./mvnw test -Dtest=SimulationTest -Dsimulation.seed=N}; more
 * of them: {@code -Dsimulation.seeds=COUNT}, from {@code -Dsimulation.from=N} on. A long run tells
 * how far it is.
 */
class SimulationTest {
  private static final int BLOCKS = 20;
  private static final int TELL_EVERY = 5_000;

  static LongStream blocks() {
    return Long.getLong("simulation.seed") == null ? LongStream.range(0, BLOCKS) : LongStream.of(0);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void whatWasAcknowledgedSurvivesWhateverHappens(long block) {
    Long only = Long.getLong("simulation.seed");
    if (only == null) {
      long seeds = Long.getLong("simulation.seeds", 2_000);
      long from = Long.getLong("simulation.from", 0);
      run(from + block * seeds / BLOCKS, from + (block + 1) * seeds / BLOCKS);
    } else {
      run(only, only + 1);
    }
  }

  private static void run(long from, long to) {
    long acknowledged = 0;
    for (long seed = from; seed < to; seed++) {
      acknowledged += run(seed);
      if ((seed + 1 - from) % TELL_EVERY == 0) {
        tell(from, seed, acknowledged);
      }
    }
    assertThat(acknowledged)
        .as("acknowledged in the runs %d to %d", from, to - 1)
        .isGreaterThanOrEqualTo((to - from) / 2);
  }

  private static void tell(long from, long to, long acknowledged) {
    System.out.printf(
        "%s seeds %,d to %,d passed, %,d records acknowledged%n",
        Instant.now().truncatedTo(ChronoUnit.SECONDS), from, to, acknowledged);
  }

  /** Runs one seed; whatever goes wrong names it and the command that runs it again. */
  private static long run(long seed) {
    try {
      return new Simulation(seed).run();
    } catch (IOException | AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed "
              + seed
              + "; to see it again: ./mvnw test -Dtest=SimulationTest -Dsimulation.seed="
              + seed,
          e);
    }
  }
}
