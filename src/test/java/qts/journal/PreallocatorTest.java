package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The next segment and the reserve, made ahead of need. */
@Timeout(60)
class PreallocatorTest {
  private static final long SEGMENT_BYTES = 256 << 10;
  private static final long RESERVE_BYTES = 64 << 10;
  private static final DiskLimits LIMITS = new DiskLimits(0, RESERVE_BYTES, 0, 0);

  private final SimulatedStorage disk = new SimulatedStorage(1, 1 << 20);
  private Preallocator spares;

  @BeforeEach
  void none() throws IOException {
    spares = new Preallocator(disk, SEGMENT_BYTES, LIMITS);
  }

  @Test
  void bothFilesAreMadeFullOfZerosAndFoundAgainByTheNextProcess() throws IOException {
    assertThat(spares.standing())
        .isEqualTo(new Preallocator.Standing(Preallocator.State.MAKING, false, "", Growth.UNKNOWN));
    assertThat(spares.makeIfWanted()).isTrue();

    assertThat(disk.bytes(Preallocator.SPARE)).isEqualTo(new byte[(int) SEGMENT_BYTES]);
    assertThat(disk.bytes(Preallocator.RESERVE)).isEqualTo(new byte[(int) RESERVE_BYTES]);
    Preallocator.Standing next = new Preallocator(disk, SEGMENT_BYTES, LIMITS).standing();
    assertThat(next)
        .isEqualTo(new Preallocator.Standing(Preallocator.State.READY, true, "", Growth.UNKNOWN));
  }

  @Test
  void aFileOfAnotherSizeOrWithContentIsMadeAnew() throws IOException {
    byte[] used = new byte[(int) SEGMENT_BYTES];
    used[100] = 1;
    disk.replace(Preallocator.SPARE, used);
    disk.replace(Preallocator.RESERVE, new byte[1_000]);
    Preallocator again = new Preallocator(disk, SEGMENT_BYTES, LIMITS);
    assertThat(again.standing().next()).isEqualTo(Preallocator.State.MAKING);
    assertThat(again.standing().reserve()).isFalse();
    assertThat(again.makeIfWanted()).isTrue();

    assertThat(disk.bytes(Preallocator.SPARE)).isEqualTo(new byte[(int) SEGMENT_BYTES]);
    assertThat(disk.bytes(Preallocator.RESERVE)).isEqualTo(new byte[(int) RESERVE_BYTES]);
  }

  @Test
  void whatIsBeingMadeWhenTheJournalEndsIsGivenUp() throws IOException {
    spares.close();
    assertThat(spares.makeIfWanted()).isFalse();
    assertThat(spares.standing().obstacle()).isEqualTo("spare is not needed any more");
    assertThat(disk.list()).isEmpty();
  }

  @Test
  void whoNeedsTheNextSegmentWaitsWhileItIsBeingMade() throws Exception {
    AtomicReference<Thread> asking = new AtomicReference<>();
    CompletableFuture<String> ready = waiting(asking, () -> String.valueOf(spares.awaitReady()));
    await().until(() -> isWaiting(asking));
    spares.makeIfWanted();
    assertThat(ready.get()).isEqualTo("true");
    assertThat(spares.take()).isEqualTo("spare");
    disk.rename("spare", "segment");
    spares.renamed();
    CompletableFuture<String> taken = waiting(asking, spares::take);
    await().until(() -> isWaiting(asking));
    spares.makeIfWanted();

    assertThat(taken.get()).isEqualTo("spare");
  }

  /** What may fail as a disk does. */
  private interface Asking {
    String ask() throws IOException;
  }

  private static CompletableFuture<String> waiting(AtomicReference<Thread> thread, Asking asking) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    thread.set(
        Thread.ofPlatform()
            .start(() -> {
              try {
                answer.complete(asking.ask());
              } catch (IOException e) {
                answer.completeExceptionally(e);
              }
            }));
    return answer;
  }

  private static boolean isWaiting(AtomicReference<Thread> thread) {
    return thread.get().getState() == Thread.State.WAITING;
  }

  @Test
  void whileAFileIsLentNoOtherIsMadeUnderItsName() throws IOException {
    spares.makeIfWanted();
    assertThat(spares.take()).isEqualTo("spare");
    disk.rename("spare", "segment");
    spares.makeIfWanted();
    assertThat(disk.exists("spare")).isFalse();
    spares.renamed();
    spares.makeIfWanted();

    assertThat(disk.exists("spare")).isTrue();
    assertThat(spares.awaitReady()).isTrue();
  }

  @Test
  void theReserveTakesThePlaceOfASegmentThatCannotBeMade() throws IOException {
    disk.resize(RESERVE_BYTES + 10);
    assertThat(spares.makeIfWanted()).isFalse();
    assertThat(spares.awaitReady()).isFalse();
    Preallocator.Standing standing = spares.standing();
    assertThat(standing.next()).isEqualTo(Preallocator.State.OBSTRUCTED);
    assertThat(standing.obstacle())
        .isEqualTo(
            "another 262144 bytes are needed and 10 are left by the disk, of which 0 stay free");

    assertThat(spares.take()).isEqualTo("reserve");
    disk.rename("reserve", "segment");
    spares.renamed();
    assertThatThrownBy(spares::take)
        .isInstanceOf(IOException.class)
        .hasMessage(standing.obstacle());
    assertThat(spares.standing().reserve()).isFalse();
  }

  @Test
  void whatTheDiskRefusesIsTheObstacleUntilItDoesNot() throws IOException {
    disk.failAt(1, true);
    assertThat(spares.makeIfWanted()).isFalse();
    assertThat(spares.standing().obstacle()).contains("Input/output error");
    disk.healthy();
    assertThat(spares.makeIfWanted()).isTrue();
    assertThat(spares.standing().next()).isEqualTo(Preallocator.State.READY);
    assertThat(spares.standing().obstacle()).isEmpty();
    assertThat(spares.standing().growth().usedBytes()).isZero();
    spares.makeIfWanted();
    assertThat(spares.standing().growth())
        .isEqualTo(
            new Growth(
                SEGMENT_BYTES + RESERVE_BYTES,
                (1 << 20) - SEGMENT_BYTES - RESERVE_BYTES,
                "the disk, of which 0 stay free"));
  }

  @Test
  void whatCouldNotBeMadeWholeIsRemovedAndMadeAnew() throws IOException {
    for (int call = 1; call < 40; call++) {
      disk.failAt(call, false);
      spares.makeIfWanted();
      disk.healthy();
      assertThat(spares.makeIfWanted()).as("fault at call %d", call).isTrue();
      assertThat(disk.list()).containsExactly("reserve", "spare");
      disk.remove("spare");
      disk.remove("reserve");
      none();
    }
    BlankFile file = new BlankFile(disk, "blank", 100);
    disk.failAt(3, true);
    assertThatThrownBy(() -> file.make(() -> false))
        .hasMessageContaining("WRITE blank.new")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void withoutAReserveOnlyTheSegmentIsMade() throws IOException {
    Preallocator plain = new Preallocator(disk, SEGMENT_BYTES, LIMITS.withReserveBytes(0));
    assertThat(plain.makeIfWanted()).isTrue();

    assertThat(disk.list()).containsExactly("spare");
  }

  @Test
  void theThreadMakesWhatIsMissingAndEndsWhenItIsClosed() throws Exception {
    Thread thread = Thread.ofPlatform().start(spares);
    await().until(() -> spares.standing().reserve() && spares.awaitReady());
    spares.close();
    thread.join();

    assertThat(spares.standing().next()).isEqualTo(Preallocator.State.READY);
  }

  @Test
  void anInterruptEndsTheThread() throws Exception {
    Thread thread = Thread.ofPlatform().start(spares);
    thread.interrupt();
    thread.join();

    assertThat(spares.standing().next()).isEqualTo(Preallocator.State.READY);
    spares.run();
  }
}
