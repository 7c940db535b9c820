package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A few lives of one journal on one simulated disk, all of it decided by a seed: how much is
 * appended, which call fails and how, how the clock jumps, when the disk is full, how each life
 * ends.
 */
final class Simulation {
  /** Small segments and few keys: what happens at their ends shall happen often. */
  private static final JournalSettings SETTINGS =
      new JournalSettings(
          256 << 10, 40 * 60_000, 32 << 10, 5, 400, new DiskLimits(0, 64 << 10, 0, 0));

  private static final int LIVES = 4;
  private static final int TURNS = 24;
  private static final int PAYLOAD_BYTES = 600;
  private static final int LARGE_PAYLOAD_BYTES = 20_000;
  private static final long DISK_BYTES = 16 << 20;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final Fault[] FAULTS = Fault.values();

  private final Random random;
  private final SimulatedStorage disk;
  private final Account account;
  private final Entry entry = new Entry();
  private @Nullable Journal running;
  private boolean closedInOrder;

  Simulation(long seed) {
    this.random = new Random(seed);
    this.disk = new SimulatedStorage(seed, DISK_BYTES);
    this.account = new Account(random);
  }

  /** Runs all lives and gives how many records were acknowledged. */
  long run() throws IOException {
    for (int life = 0; life < LIVES; life++) {
      Journal journal = open();
      live(journal);
      end(journal);
      try (JournalReader reader = JournalReader.open(disk, Account.KEYS)) {
        account.check(reader);
      }
    }
    assertThat(disk.wasForcedAgain()).as("forced again after a failure").isFalse();
    return account.acknowledged();
  }

  private Journal open() throws IOException {
    if (random.nextInt(4) == 0) {
      dieWhileOpening();
    }
    disk.advance(random.nextInt(4) == 0 ? random.nextLong(-HOUR_MILLIS, HOUR_MILLIS) : 0);
    Journal journal = openOnce();
    assertThat(journal.recovery().clean() || !closedInOrder).as("closed in order").isTrue();
    account.reopened(journal);
    return journal;
  }

  private Journal openOnce() throws IOException {
    Journal opened =
        Journal.openStepped(
            disk, SETTINGS, () -> new UUID(1, 1), Account.KEYS, new ForgivingListener());
    running = opened;
    return opened;
  }

  /** A crash during recovery must be as harmless as any other. */
  private void dieWhileOpening() throws IOException {
    fail();
    try {
      openOnce();
      closedInOrder &= !disk.wasStruck();
    } catch (IOException expected) {
      assertThat(expected).hasMessageContaining("simulated");
      assertThat(disk.openFiles()).as("files left open").isZero();
    }
    crash();
  }

  /** One of the next calls fails, rather an early one than a late one. */
  private void fail() {
    Fault fault = FAULTS[random.nextInt(FAULTS.length)];
    disk.failAt(1 + random.nextInt(2 << random.nextInt(7)), fault, random.nextBoolean());
  }

  private void live(Journal journal) throws IOException {
    if (random.nextInt(3) == 0) {
      fail();
    }
    int fullFrom = random.nextInt(4) == 0 ? random.nextInt(TURNS) : TURNS;
    for (int turn = 0; turn < TURNS && journal.failure() == null; turn++) {
      disk.resize(turn >= fullFrom && turn < fullFrom + 6 ? 0 : DISK_BYTES);
      jumpSometimes();
      turn(journal);
    }
    disk.resize(DISK_BYTES);
    if (random.nextBoolean()) {
      disk.healthy();
      checkLive(journal);
    }
  }

  private void checkLive(Journal journal) throws IOException {
    if (random.nextBoolean()) {
      account.checkLive(journal);
      return;
    }
    try (JournalReader outside = JournalReader.open(disk, Account.KEYS)) {
      account.checkBeside(outside);
    }
  }

  private void jumpSometimes() {
    if (random.nextInt(10) == 0) {
      disk.advance(random.nextLong(-HOUR_MILLIS, HOUR_MILLIS));
    }
  }

  private void turn(Journal journal) throws IOException {
    for (int i = random.nextInt(1 << random.nextInt(7)); i > 0; i--) {
      append(journal, random.nextInt(16) == 0 ? LARGE_PAYLOAD_BYTES : PAYLOAD_BYTES);
    }
    journal.step();
    account.acknowledge(journal.durablePosition());
  }

  private void append(Journal journal, int maxBytes) throws IOException {
    if (journal.failure() == null && !journal.isFull() && journal.hasRoom(maxBytes + 16)) {
      account.append(journal, entry, account.makeUp(maxBytes, disk), disk.millis());
    }
  }

  private void end(Journal journal) throws IOException {
    closedInOrder = journal.failure() == null && random.nextInt(3) == 0;
    if (closedInOrder) {
      disk.healthy();
      journal.closeStepped();
      account.acknowledge(journal.durablePosition());
    }
    crash();
  }

  private void crash() throws IOException {
    if (running != null) {
      running.abandon();
      running = null;
    }
    if (random.nextBoolean()) {
      disk.losePower();
    } else {
      disk.killProcess();
    }
  }
}
