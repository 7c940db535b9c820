package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers and the writer on a real disk: neither waits for the other, none sees too much. */
class SlowReaderTest {
  private static final JournalSettings SETTINGS =
      new JournalSettings(256 * 1024, 86_400_000, 32 * 1024, 0, 10_000, new DiskLimits(0, 0, 0, 0));
  private static final KeyReader KEYS = (group, i) -> (group.position(i) + 1) << 24;
  private static final int PAYLOAD_BYTES = 4_000;

  @TempDir Path folder;

  /** It keeps one group, however much is written meanwhile. */
  @Tag("exhaustive")
  @Test
  void aReaderThatStopsInTheMiddleOfAGroupHoldsNobodyUp() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    List<Long> seen = new ArrayList<>();
    try (Journal journal = open(disk())) {
      append(journal, 20);
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(() -> readSlowly(journal, seen, stopped, goesOn));
      stopped.await();
      long before = usedBytes();
      for (int time = 0; time < 40; time++) {
        append(journal, 100);
      }
      assertThat(journal.durablePosition()).isEqualTo(20 + 40 * 100 - 1);
      assertThat(journal.newestSegment()).isGreaterThan(40);
      assertThat(usedBytes() - before).as("bytes kept for it").isLessThan(8 << 20);
      goesOn.countDown();
      reading.join();
    }
    assertThat(seen)
        .hasSizeGreaterThanOrEqualTo(20)
        .containsExactlyElementsOf(LongStream.range(0, seen.size()).boxed().toList());
  }

  private static void readSlowly(
      Journal journal, List<Long> seen, CountDownLatch stopped, CountDownLatch goesOn) {
    try (JournalReader reader = journal.reader()) {
      reader.forward(
          ReadRange.everything(),
          visitor(position -> {
            seen.add(position);
            if (position == 5) {
              stopped.countDown();
              await(goesOn);
            }
          }));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Written and not yet synced: no reader sees it, in this process or in another. */
  @Test
  void whatIsNotSyncedIsShownToNobody() throws Exception {
    HeldSync disk = new HeldSync(disk());
    try (Journal journal = open(disk)) {
      append(journal, 3);
      disk.hold();
      long next = append(journal, entry(3));
      CompletableFuture<Void> acknowledged =
          CompletableFuture.runAsync(() -> awaitDurable(journal, next));
      disk.awaitSync();

      assertThat(positions(journal.reader())).containsExactly(0L, 1L, 2L);
      assertThat(positions(JournalReader.open(disk(), KEYS))).containsExactly(0L, 1L, 2L);
      assertThat(journal.reader().find(RecordKey.mask((next + 1) << 24))).isEmpty();
      assertThat(journal.durablePosition()).isEqualTo(2);
      assertThat(acknowledged).isNotDone();

      disk.release();
      acknowledged.join();
      assertThat(positions(journal.reader())).containsExactly(0L, 1L, 2L, 3L);
    }
  }

  private static void awaitDurable(Journal journal, long position) {
    try {
      journal.awaitDurable(position);
    } catch (JournalFailedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Long> positions(JournalReader reader) throws IOException {
    List<Long> positions = new ArrayList<>();
    try (reader) {
      reader.forward(ReadRange.everything(), visitor(positions::add));
    }
    return positions;
  }

  /** Hears of the positions it is shown. */
  private interface Positions {
    void accept(long position);
  }

  private static RecordVisitor visitor(Positions positions) {
    return new RecordVisitor() {
      @Override
      public boolean onRecord(Group group, int i) {
        positions.accept(group.position(i));
        return true;
      }

      @Override
      public void onDamage(Damage damage) {
        throw new AssertionError(damage);
      }
    };
  }

  /** Appends records that don't compress, in one run, and waits for them. */
  private static void append(Journal journal, int count) throws IOException {
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = append(journal, entry(journal.nextPosition()));
    }
    journal.awaitDurable(last);
  }

  private static long append(Journal journal, Entry entry) throws IOException {
    return journal.append(entry, (journal.nextPosition() + 1) << 24);
  }

  private static Entry entry(long number) {
    byte[] payload = Arrays.copyOf(("record " + number).getBytes(UTF_8), PAYLOAD_BYTES);
    byte[] noise = new byte[PAYLOAD_BYTES - 30];
    new SplittableRandom(number).nextBytes(noise);
    System.arraycopy(noise, 0, payload, 30, noise.length);
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", number, number, number, number);
    return entry.payload(payload, 0, payload.length);
  }

  private static long usedBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private DiskStorage disk() throws IOException {
    return new DiskStorage(folder, InstantSource.system(), System::nanoTime);
  }

  private static Journal open(Storage disk) throws IOException {
    return Journal.open(disk, SETTINGS, () -> new UUID(1, 1), KEYS, new SilentListener());
  }
}
