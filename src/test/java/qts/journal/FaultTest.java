package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets every single call to the disk fail, in every way, once and from then on, while a journal is
 * begun, written, rolled and sealed, while it is recovered, while its indexes are made anew, and
 * while it is read: the first call in the first run, the second in the second, until a run meets no
 * fault any more.
 */
class FaultTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  private static final int TURNS = 24;
  private static final int RECORDS_A_TURN = 10;
  private static final int MAX_PAYLOAD_BYTES = 8_000;
  private static final int MOST_CALLS = 2_000;

  private SimulatedStorage disk = new SimulatedStorage(0, 16 << 20);
  private Account account = new Account(new Random(0));
  private @Nullable Journal running;

  /** How the process and the disk go on after the fault. */
  enum Aftermath {
    POWER_CUT,
    PROCESS_KILLED
  }

  /** Whether the fault happens once or stays. */
  enum Lasting {
    ONCE,
    ALWAYS
  }

  static Stream<Arguments> faults() {
    return Stream.of(Fault.values())
        .flatMap(fault ->
            Stream.of(Lasting.values())
                .flatMap(lasting ->
                    Stream.of(Aftermath.values())
                        .map(aftermath -> Arguments.of(fault, lasting, aftermath))));
  }

  /** One run with a fault at call {@code n}. */
  private interface Run {
    void run(int n) throws IOException;
  }

  private int untilNoCallFails(Run run) throws IOException {
    int n = 0;
    do {
      n++;
      try {
        run.run(n);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with a fault at call " + n, e);
      }
    } while (disk.wasStruck() && n < MOST_CALLS);
    assertThat(n).as("runs").isLessThan(MOST_CALLS);
    return n - 1;
  }

  private void fresh(int n) {
    disk = new SimulatedStorage(n, 16 << 20);
    account = new Account(new Random(n));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultWhileANewJournalIsWrittenCostsNothingAcknowledged(
      Fault fault, Lasting lasting, Aftermath aftermath) throws IOException {
    int faults =
        untilNoCallFails(n -> {
          fresh(n);
          disk.failAt(n, fault, lasting == Lasting.ALWAYS);
          writeUntilItFails();
          assertRecovers(aftermath);
        });
    assertThat(faults).as("calls that could fail").isPositive();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultAfterAClosedJournalWasOpenedAgainCostsNothingAcknowledged(
      Fault fault, Lasting lasting, Aftermath aftermath) throws IOException {
    int faults =
        untilNoCallFails(n -> {
          fresh(n);
          writeUntilItFails();
          disk.failAt(n, fault, lasting == Lasting.ALWAYS);
          writeUntilItFails();
          assertRecovers(aftermath);
        });
    assertThat(faults).as("calls that could fail").isPositive();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultDuringRecoveryCostsNothing(Fault fault, Lasting lasting, Aftermath aftermath)
      throws IOException {
    fresh(1);
    Map<String, byte[]> image = journalWithATornTailAndWithoutIndexes();
    Account before = account;
    int faults =
        untilNoCallFails(n -> {
          disk.load(image);
          account = before.copy();
          disk.failAt(n, fault, lasting == Lasting.ALWAYS);
          try {
            open();
          } catch (IOException e) {
            assertGaveUp(e);
          }
          assertRecovers(aftermath);
        });
    assertThat(faults).as("calls that could fail").isPositive();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultWhileReadingIsNeverTakenForDamage(Fault fault, Lasting lasting, Aftermath aftermath)
      throws IOException {
    fresh(1);
    Map<String, byte[]> image = journalWithATornTailAndWithoutIndexes();
    disk.load(image);
    open().closeStepped();
    Map<String, byte[]> whole = disk.image();
    whole.keySet().removeIf(name -> name.endsWith(".idx"));
    int faults =
        untilNoCallFails(n -> {
          disk.load(whole);
          disk.failAt(n, fault, lasting == Lasting.ALWAYS);
          try (JournalReader reader = JournalReader.open(disk, Account.KEYS)) {
            account.check(reader);
            account.checkKeys(reader);
          } catch (IOException e) {
            assertThat(e).hasMessageContaining("simulated");
          }
        });
    assertThat(faults > 0)
        .as("a reader opens and reads files, and writes none")
        .isEqualTo(fault.strikes(DiskCall.OPEN));
  }

  private Journal open() throws IOException {
    Journal opened =
        Journal.openStepped(
            disk, SETTINGS, () -> new UUID(1, 1), Account.KEYS, new ForgivingListener());
    running = opened;
    return opened;
  }

  /** An opening that failed may be tried again and again: it keeps no file and no lock. */
  private void assertGaveUp(IOException failure) {
    assertThat(failure).hasMessageContaining("simulated");
    assertThat(disk.openFiles()).as("files left open").isZero();
    assertThat(disk.isLocked()).as("locked").isFalse();
  }

  /** Writes over several segments and closes; a journal that fails is left as it is. */
  private void writeUntilItFails() throws IOException {
    Journal journal;
    try {
      journal = open();
    } catch (IOException e) {
      assertGaveUp(e);
      crash(Aftermath.PROCESS_KILLED);
      return;
    }
    account.reopened(journal);
    for (int turn = 0; turn < TURNS && journal.failure() == null; turn++) {
      append(journal);
      journal.step();
      account.acknowledge(journal.durablePosition());
    }
    if (journal.failure() == null) {
      close(journal);
    } else {
      assertStopped(journal);
    }
  }

  private void append(Journal journal) throws IOException {
    Entry entry = new Entry();
    for (int i = 0; i < RECORDS_A_TURN && !journal.isFull(); i++) {
      if (journal.hasRoom(MAX_PAYLOAD_BYTES + 16)) {
        account.append(journal, entry, account.makeUp(MAX_PAYLOAD_BYTES, disk), disk.millis());
      }
    }
  }

  private void close(Journal journal) throws IOException {
    try {
      journal.closeStepped();
      account.acknowledge(journal.durablePosition());
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("simulated");
    }
    crash(Aftermath.PROCESS_KILLED);
  }

  /** It takes nothing more, confirms nothing more, and tries no sync again. */
  private void assertStopped(Journal journal) {
    assertThatThrownBy(() -> journal.append(account.makeUp(9, disk).fill(new Entry(), 0), 0))
        .isInstanceOf(JournalFailedException.class);
    assertThatThrownBy(() -> journal.awaitDurable(journal.durablePosition() + 1))
        .isInstanceOf(JournalFailedException.class);
    assertThat(disk.wasForcedAgain()).as("forced again after a failure").isFalse();
  }

  /**
   * The journal opens on the healthy disk and goes on. What it had when it was opened is durable
   * from then on.
   */
  private void assertRecovers(Aftermath aftermath) throws IOException {
    crash(aftermath);
    checkReading();
    Journal journal = open();
    account.reopened(journal);
    append(journal);
    journal.step();
    append(journal);
    journal.step();
    assertThat(journal.failure()).isNull();
    account.acknowledge(journal.durablePosition());
    crash(Aftermath.POWER_CUT);
    checkReading();
  }

  private void crash(Aftermath aftermath) throws IOException {
    if (running != null) {
      running.abandon();
      running = null;
    }
    switch (aftermath) {
      case POWER_CUT -> disk.losePower();
      case PROCESS_KILLED -> disk.killProcess();
    }
  }

  private void checkReading() throws IOException {
    try (JournalReader reader = JournalReader.open(disk, Account.KEYS)) {
      account.check(reader);
    }
  }

  /** Everything recovery has to do: a torn tail, and two sealed segments without index. */
  private Map<String, byte[]> journalWithATornTailAndWithoutIndexes() throws IOException {
    writeUntilItFails();
    Map<String, byte[]> image = disk.image();
    String last =
        image.keySet().stream()
            .filter(SegmentHeader::isFileName)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    byte[] tail = image.getOrDefault(last, new byte[0]);
    tail[tail.length - 5_000] = 1;
    image.keySet().removeIf(name -> name.endsWith(".idx"));
    return image;
  }
}
