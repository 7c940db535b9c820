package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a journal with threads of its own is used, closed, and fails. */
@Timeout(60)
class JournalLifeTest {
  private static final long LONG_NANOS = SECONDS.toNanos(50);
  private static final UUID ID = new UUID(3, 4);

  @TempDir Path folder;
  private final List<JournalFailedException> failures =
      Collections.synchronizedList(new ArrayList<>());

  @Test
  void aNewJournalIsEmpty() throws IOException {
    try (Journal journal = open(new SilentListener())) {
      assertThat(journal.id()).isEqualTo(ID);
      assertThat(journal.maxPayloadBytes()).isEqualTo(32 << 10);
      assertThat(List.of(journal.newestSegment(), journal.durablePosition()))
          .containsExactly(0L, -1L);
      assertThat(journal.isClosed()).isFalse();
      try (JournalReader reader = journal.reader()) {
        assertThat(reader.firstPosition()).isZero();
        assertThat(reader.nextPosition()).isZero();
        assertThat(reader.at(0, new SeenRecords())).isFalse();
        assertThat(reader.holes(ReadRange.everything())).isEmpty();
      }
      journal.awaitDurable(append(journal, "one"));
      assertThat(journal.newestSegment()).isOne();
      journal.checkRoom();
    }
  }

  @Test
  void aClosedJournalTakesNothingMoreAndCanBeClosedAgain() throws IOException {
    Journal journal = open(new SilentListener());
    append(journal, "one");
    journal.close();
    journal.close();

    assertThat(journal.isClosed()).isTrue();
    assertThat(journal.failure()).isNull();
    assertThatExceptionOfType(JournalFailedException.class)
        .isThrownBy(() -> append(journal, "two"))
        .withMessage("the journal is closed");
    try (Journal again = open(new SilentListener())) {
      assertThat(again.recovery().clean()).isTrue();
      assertThat(again.nextPosition()).isOne();
      assertThat(again.id()).isEqualTo(ID);
    }
  }

  @Test
  void aRecordAboveTheLimitIsRefused() throws IOException {
    try (Journal journal = open(new SilentListener())) {
      int most = journal.maxPayloadBytes();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> append(journal, "x".repeat(most + 4_097)))
          .withMessage("a record of 36865 bytes is above the limit");
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s".repeat(4_097), 1, 1, 1, 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> journal.append(entry, 0))
          .withMessage("a stream's name of 4097 is above the limit");
      journal.awaitDurable(append(journal, "x".repeat(most + 4_096)));
      assertThat(journal.durablePosition()).isZero();
      journal.awaitDurable(0);
    }
  }

  @Test
  void theKeysOfARunOfAppendsAreFoundAndCanBeTouchedAhead() throws IOException {
    try (Journal journal = open(new SilentListener())) {
      journal.beginRun();
      try {
        for (int i = 0; i < 100; i++) {
          append(journal, "run-" + i % 50);
        }
      } finally {
        journal.endRun();
      }
      long[] keys = {RecordKey.of("run-7"), RecordKey.of("run-8"), RecordKey.of("nobody")};

      assertThat(journal.touchRecent(keys, 0)).isZero();
      assertThat(journal.touchRecent(keys, 1)).isNotZero();
      assertThat(
              List.of(
                  journal.findRecent(keys[0]),
                  journal.findRecent(keys[0], 57),
                  journal.findRecent(keys[1], 8),
                  journal.findRecent(keys[2])))
          .containsExactly(57L, 7L, -1L, -1L);
    }
  }

  @Test
  void whoWaitsForMoreIsWokenByMoreAndByTheEnd() throws Exception {
    Journal journal = open(new SilentListener());
    assertThat(journal.awaitBeyond(-1, 1)).isFalse();
    CompletableFuture<Boolean> first = waiting(journal, -1);
    append(journal, "one");
    assertThat(first.get()).isTrue();
    assertThat(journal.awaitBeyond(-1, 0)).isTrue();
    CompletableFuture<Boolean> second = waiting(journal, 0);
    journal.close();

    assertThat(second.get()).isFalse();
    assertThat(journal.awaitBeyond(0, LONG_NANOS)).isFalse();
  }

  private static CompletableFuture<Boolean> waiting(Journal journal, long position) {
    CompletableFuture<Boolean> more = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread.ofPlatform()
        .start(() -> {
          begun.countDown();
          try {
            more.complete(journal.awaitBeyond(position, LONG_NANOS));
          } catch (InterruptedException e) {
            more.completeExceptionally(e);
          }
        });
    await().until(() -> begun.getCount() == 0);
    return more;
  }

  @Test
  void aBugInTheListenerStopsTheWriterAndIsTheReason() throws IOException {
    Journal journal =
        open(
            new Failing(() -> {
              throw new IllegalStateException("a bug");
            }));

    fails(journal, "a bug");
  }

  @Test
  void anErrorStopsTheWriterAndReachesItsThread() throws Exception {
    CompletableFuture<Throwable> reached = new CompletableFuture<>();
    Journal journal =
        open(
            new Failing(() -> {
              throw new StackOverflowError("too deep");
            }));
    writer(journal).setUncaughtExceptionHandler((thread, e) -> reached.complete(e));
    fails(journal, "too deep");

    assertThat(reached.get()).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void aWriterThatIsInterruptedFailsTheJournal() throws IOException {
    Journal journal = open(new Failing(() -> {}));
    writer(journal).interrupt();
    await().until(journal::isClosed);

    assertThat(failures).containsExactly(journal.failure());
    assertThat(journal.failure())
        .hasMessage(
            "the journal in %s can't be written: java.lang.IllegalStateException: a thread of the"
                + " journal must not be interrupted",
            folder);
    assertThatExceptionOfType(JournalFailedException.class)
        .isThrownBy(() -> append(journal, "one"))
        .withMessage("the journal failed earlier");
    journal.close();
  }

  private void fails(Journal journal, String why) throws IOException {
    append(journal, "one");
    await().until(journal::isClosed);
    assertThat(failures).containsExactly(journal.failure());
    assertThat(journal.failure())
        .hasMessageStartingWith("the journal in " + folder + " can't be written: ")
        .hasMessageEndingWith(why);
    assertThatExceptionOfType(JournalFailedException.class)
        .isThrownBy(() -> journal.awaitDurable(5))
        .withMessage("the journal failed before this was durable");
    journal.close();
    failures.clear();
  }

  /** The newest journal's writer. */
  private static Thread writer(Journal journal) {
    assertThat(journal.isClosed()).isFalse();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("journal-writer"))
        .max(Comparator.comparingLong(Thread::threadId))
        .orElseThrow();
  }

  @Test
  void aDiskThatRefusesAWriteFailsTheJournal() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    SteppedJournal journal = new SteppedJournal(disk, new Failing(() -> {}));
    journal.group("one");
    journal.journal().step();
    disk.failAt(1, Fault.LOST_ON_SYNC, false);
    journal.group("two");

    assertThat(failures).containsExactly(journal.journal().failure());
    assertThat(journal.journal().durablePosition()).isZero();
    assertThat(journal.journal().failure())
        .hasMessageStartingWith("the journal in a simulated disk can't be written: ")
        .hasMessageContaining("Input/output error");
  }

  @Test
  void closingWritesAllGroupsThatWait() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    SteppedJournal journal = new SteppedJournal(disk);
    for (int i = 0; i < 9; i++) {
      assertThat(journal.journal().hasRoom(8_000)).isTrue();
      append(journal.journal(), "x".repeat(8_000));
    }
    journal.close();

    try (SteppedJournal again = new SteppedJournal(disk)) {
      assertThat(again.journal().recovery().clean()).isTrue();
      assertThat(again.journal().nextPosition()).isEqualTo(9);
    }
  }

  @Test
  void closingGoesOnWhereTheKeysCannotBeSaved() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    List<String> warnings = new ArrayList<>();
    SteppedJournal journal =
        new SteppedJournal(
            disk,
            new SilentListener() {
              @Override
              public void onWarning(String what) {
                warnings.add(what);
              }
            });
    journal.group("one", "two");
    disk.refuse(SavedKeys.FILE + ".new");
    journal.close();

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("the keys of segment-0000000001.qtsj could not be saved: ");
    try (SteppedJournal again = new SteppedJournal(disk, new Failing(() -> {}))) {
      assertThat(again.journal().recovery().clean()).isTrue();
      assertThat(again.journal().findRecent(RecordKey.of("two"))).isOne();
      disk.refuse("");
    }
  }

  @Test
  void theFolderIsGivenUpAlsoWhenAFileCannotBeClosed() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    SteppedJournal journal = new SteppedJournal(disk);
    journal.group("one");
    disk.refuseToClose(Watermark.FILE);

    assertThatIOException().isThrownBy(journal::close).withMessageContaining("closing watermark");
    disk.refuseToClose("");
    assertThat(disk.openFiles()).isOne();
    try (SteppedJournal again = new SteppedJournal(disk)) {
      assertThat(again.journal().recovery().clean()).isTrue();
    }
  }

  @Test
  void theKeysOfManyRecordsAreSavedAndRead() throws IOException {
    SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
    JournalEnd end = new JournalEnd(ID, 5, 6, 7, Hash.ZERO);
    long[] keys = new long[150_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i % 7 == 0 ? 0 : RecordKey.of("run-" + i);
    }
    SavedKeys.save(disk, end, keys);

    assertThat(SavedKeys.load(disk, end, keys.length)).isEqualTo(keys);
    assertThat(disk.bytes(SavedKeys.FILE)).hasSize((int) SavedKeys.bytes(keys.length));
  }

  @Test
  void closingGoesOnAlthoughItIsInterrupted() throws IOException {
    Journal journal = open(new SilentListener());
    append(journal, "one");
    Thread.currentThread().interrupt();
    journal.close();

    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    try (Journal again = open(new SilentListener())) {
      assertThat(again.recovery().clean()).isTrue();
      assertThat(again.nextPosition()).isOne();
    }
  }

  @Test
  void damageFoundByOtherMeansIsKeptAsWell() throws IOException {
    try (Journal journal = open(new SilentListener())) {
      journal.awaitDurable(append(journal, "one"));
      journal.quarantine(
          new DamagedBytes(new Damage("segment-0000000001.qtsj", 4_096, "x", 0, 0), 9));
    }

    assertThat(folder.resolve("quarantine/segment-0000000001.qtsj.4096.damaged")).hasSize(9);
  }

  /** Does something at each commit and keeps the failures. */
  private final class Failing extends SilentListener {
    private final Runnable commit;

    Failing(Runnable commit) {
      this.commit = commit;
    }

    @Override
    public void onCommit(
        int records, long rawBytes, long frameBytes, long encodeNanos, long syncNanos) {
      commit.run();
    }

    @Override
    public void onFailure(JournalFailedException failure) {
      failures.add(failure);
    }
  }

  private Journal open(JournalListener listener) throws IOException {
    return Journal.open(
        new DiskStorage(folder, InstantSource.system(), System::nanoTime),
        SteppedJournal.SETTINGS,
        () -> ID,
        SteppedJournal.KEYS,
        listener);
  }

  private static long append(Journal journal, String text) throws IOException {
    byte[] payload = text.getBytes(UTF_8);
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
    return journal.append(entry.payload(payload, 0, payload.length), RecordKey.of(text));
  }
}
