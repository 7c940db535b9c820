package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of a journal on a simulated disk that loses power, fails, and is opened again, decided by a
 * seed. An account of what was acknowledged is the judge. One seed: {@code -Dsimulation.seed=N}.
 */
class SimulationTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  private static final int BLOCKS = 20;

  static LongStream blocks() {
    return LongStream.range(0, BLOCKS);
  }

  private static long seeds() {
    return Long.getLong("simulation.seeds", 400);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void whatWasAcknowledgedSurvivesWhateverHappens(long block) throws IOException {
    Long only = Long.getLong("simulation.seed");
    if (only != null) {
      if (block == 0) {
        new Run(only).run();
      }
      return;
    }
    long acknowledged = 0;
    for (long seed = block * seeds() / BLOCKS; seed < (block + 1) * seeds() / BLOCKS; seed++) {
      try {
        acknowledged += new Run(seed).run();
      } catch (IOException | AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + " (rerun with -Dsimulation.seed=" + seed + ")", e);
      }
    }
    assertThat(acknowledged).as("acknowledged in all runs of this block").isGreaterThan(1_000);
  }

  /** One run: what was offered, what was acknowledged, and the disk. */
  private static final class Run {
    private final Random random;
    private final SimulatedStorage disk;
    private final List<String> offered = new ArrayList<>();
    private long acknowledged = -1;
    private int next;

    Run(long seed) {
      random = new Random(seed);
      disk = new SimulatedStorage(seed, 8 << 20);
    }

    /** Runs four lives and gives how many records were acknowledged. */
    long run() throws IOException {
      for (int life = 0; life < 4; life++) {
        Journal journal = open();
        live(journal);
        end(journal);
        check();
      }
      return acknowledged + 1;
    }

    private Journal open() throws IOException {
      if (random.nextInt(4) == 0) {
        dieWhileOpening();
      }
      Journal journal =
          Journal.openStepped(disk, SETTINGS, () -> new UUID(1, 1), (g, i) -> 0, new Forgiving());
      assertThat(journal.recovery().damages()).isEmpty();
      assertThat(journal.nextPosition()).isBetween(acknowledged + 1, (long) offered.size());
      offered.subList((int) journal.nextPosition(), offered.size()).clear();
      return journal;
    }

    /** A crash during recovery must be as harmless as any other. */
    private void dieWhileOpening() {
      disk.failAt(1 + random.nextInt(40), true);
      try {
        Journal.openStepped(disk, SETTINGS, () -> new UUID(1, 1), (g, i) -> 0, new Forgiving());
      } catch (IOException expected) {
        assertThat(expected).hasMessageContaining("simulated");
      }
      crash();
    }

    private void live(Journal journal) throws IOException {
      if (random.nextInt(3) == 0) {
        disk.failAt(1 + random.nextInt(60), random.nextBoolean());
      }
      Entry entry = new Entry();
      for (int turn = 0; turn < 30 && journal.failure() == null; turn++) {
        journal.step();
        for (int i = random.nextInt(200); i > 0 && canAppend(journal); i--) {
          append(journal, entry);
        }
        journal.step();
        acknowledged = Math.max(acknowledged, journal.durablePosition());
      }
    }

    private static boolean canAppend(Journal journal) {
      return journal.failure() == null && !journal.isFull() && journal.hasRoom(600);
    }

    private void append(Journal journal, Entry entry) throws IOException {
      String text = text();
      byte[] payload = text.getBytes(UTF_8);
      entry
          .of(RecordKind.SNAPSHOT, "s@" + next % 3, next, next * 7L, disk.millis(), disk.nanos())
          .payload(payload, 0, payload.length);
      assertThat(journal.append(entry, 0)).isEqualTo(offered.size());
      offered.add(text);
    }

    private String text() {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      return "record " + next++ + " " + HexFormat.of().formatHex(noise, 0, noise.length / 2);
    }

    private void end(Journal journal) throws IOException {
      if (journal.failure() == null && random.nextInt(3) == 0) {
        disk.healthy();
        journal.closeStepped();
        acknowledged = Math.max(acknowledged, journal.durablePosition());
        disk.killProcess();
      } else {
        crash();
      }
    }

    private void crash() {
      if (random.nextBoolean()) {
        disk.losePower();
      } else {
        disk.killProcess();
      }
    }

    private void check() throws IOException {
      List<String> found = new ArrayList<>();
      try (JournalReader reader = JournalReader.open(disk, (g, i) -> 0)) {
        reader.forward(
            ReadRange.everything(),
            new RecordVisitor() {
              @Override
              public boolean onRecord(Group group, int i) {
                assertThat(group.position(i)).isEqualTo(found.size());
                found.add(new String(group.payload(i), UTF_8));
                return true;
              }

              @Override
              public void onDamage(Damage damage) {
                throw new AssertionError(damage);
              }
            });
      }
      assertThat((long) found.size()).isBetween(acknowledged + 1, (long) offered.size());
      assertThat(found).isEqualTo(offered.subList(0, found.size()));
    }
  }

  /** Failures are part of the run. */
  private static final class Forgiving extends SilentListener {
    @Override
    public void onFailure(JournalFailedException failure) {}

    @Override
    public void onWarning(String what) {}
  }
}
