package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash may cost of what was answered before it was durable: few bytes, and young ones. */
class RiskTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withDisk(new DiskLimits(0, 0, 0, 0));
  private static final int PAYLOAD_BYTES = 10_000;

  private final SimulatedStorage disk = new SimulatedStorage(700_001, 512 << 20);

  @TempDir Path folder;

  /** Somebody who appends and has each record answered early, in a thread of its own. */
  private static final class Sender {
    private final Journal journal;
    private final int count;
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::send);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger answered = new AtomicInteger();

    Sender(Journal journal, int count) {
      this.journal = journal;
      this.count = count;
      thread.start();
    }

    private void send() {
      try {
        for (int i = 0; i < count; i++) {
          append(journal);
          journal.awaitLittleAtRisk();
          answered.incrementAndGet();
        }
        ended.complete(null);
      } catch (IOException e) {
        ended.completeExceptionally(e);
      }
    }

    /** Returns when it waits for an answer, or has all. */
    void awaitStandstill() {
      while (thread.getState() != Thread.State.WAITING && !ended.isDone()) {
        Thread.onSpinWait();
      }
    }
  }

  private static void append(Journal journal) throws IOException {
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
    journal.append(entry.payload(new byte[PAYLOAD_BYTES], 0, PAYLOAD_BYTES), 0);
  }

  private Journal openStepped() throws IOException {
    Journal journal =
        Journal.openStepped(
            disk, SETTINGS, () -> new UUID(1, 1), (group, i) -> 0, new ForgivingListener());
    journal.step();
    return journal;
  }

  @Test
  void noMoreThanFourMebibytesAreAnsweredAheadOfTheDisk() throws IOException {
    Journal journal = openStepped();
    Sender sender = new Sender(journal, 1_000);
    sender.awaitStandstill();
    assertThat(sender.answered.get()).as("answered").isEqualTo((4 << 20) / PAYLOAD_BYTES);
    while (!sender.ended.isDone()) {
      journal.step();
      sender.awaitStandstill();
      assertThat((sender.answered.get() - 1 - journal.durablePosition()) * PAYLOAD_BYTES)
          .as("bytes at risk")
          .isLessThanOrEqualTo(4 << 20);
    }
    sender.ended.join();
    journal.closeStepped();
  }

  @Test
  void nothingIsAnsweredAheadOfWhatWaitsForLong() throws IOException {
    Journal journal = openStepped();
    append(journal);
    disk.pass(100_000_000);
    journal.awaitLittleAtRisk();
    disk.pass(1);
    Sender sender = new Sender(journal, 1);
    sender.awaitStandstill();
    assertThat(sender.answered.get()).isZero();
    journal.step();
    sender.ended.join();
    disk.pass(200_000_000);
    journal.awaitLittleAtRisk();
    journal.closeStepped();
  }

  @Test
  void whatIsBeingSyncedCountsUntilItIs() throws Exception {
    AtomicLong nanos = new AtomicLong();
    HeldSync held = new HeldSync(new DiskStorage(folder, InstantSource.system(), nanos::get));
    try (Journal journal =
        Journal.open(held, SETTINGS, () -> new UUID(1, 1), (group, i) -> 0, new SilentListener())) {
      held.hold();
      append(journal);
      nanos.addAndGet(10_000_000);
      held.awaitSync();
      nanos.addAndGet(90_000_000);
      journal.awaitLittleAtRisk();
      nanos.addAndGet(1);
      Sender sender = new Sender(journal, 1);
      sender.awaitStandstill();
      int answered = sender.answered.get();
      held.release();
      sender.ended.join();
      assertThat(answered).isZero();
    }
  }

  @Test
  void nothingIsAnsweredOnceTheJournalFailed() throws IOException {
    Journal journal = openStepped();
    append(journal);
    disk.pass(200_000_000);
    Sender sender = new Sender(journal, 1);
    sender.awaitStandstill();
    disk.failAt(1, true);
    journal.step();
    assertThatThrownBy(sender.ended::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(JournalFailedException.class);
    assertThatThrownBy(journal::awaitLittleAtRisk).isInstanceOf(JournalFailedException.class);
    journal.abandon();
  }
}
