package qts.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
  @Test
  void buffersAreUsedAgain() {
    BodyMemory memory = new BodyMemory(1 << 20);
    byte[] first = memory.take(5_000, 0);
    assertThat(first).hasSize(8_192);
    assertThat(memory.usedBytes()).isEqualTo(8_192);
    memory.give(first);
    assertThat(memory.take(8_192, 0)).isSameAs(first);
  }

  @Test
  void atTheLimitARequestWaitsUntilAnotherIsDone() {
    BodyMemory memory = new BodyMemory(1 << 20);
    byte[] all = memory.take(1 << 20, 0);
    CompletableFuture<byte[]> waiting = CompletableFuture.supplyAsync(() -> memory.take(1, 0));
    assertThat(waiting).isNotDone();
    memory.give(all);
    Awaitility.await().until(waiting::isDone);
    assertThat(waiting).isCompleted();
  }

  @Test
  void aRequestThatWaitedInVainIsRefusedAndLeavesNothing() {
    BodyMemory memory = new BodyMemory(1 << 20);
    byte[] all = memory.take(1 << 20, 0);
    assertThatThrownBy(() -> memory.take(1, 0)).isInstanceOf(ProblemException.class);
    memory.give(all);
    assertThat(memory.usedBytes()).isZero();
  }

  @Test
  void aRequestThatIsAloneMayGoBeyondTheLimit() {
    BodyMemory memory = new BodyMemory(1 << 20);
    byte[] small = memory.take(1 << 20, 0);
    assertThat(memory.take(1 << 21, small.length)).hasSize(1 << 21);
  }

  @Test
  void onlySoMuchUnusedMemoryIsKept() {
    BodyMemory memory = new BodyMemory(1 << 30);
    byte[] large = memory.take((int) BodyMemory.MAX_IDLE_BYTES * 2, 0);
    memory.give(large);
    assertThat(memory.take((int) BodyMemory.MAX_IDLE_BYTES * 2, 0)).isNotSameAs(large);
  }
}
