package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The root of a group is the same whoever hashes which of its records, and when. */
@Timeout(60)
class RecordHasherTest {
  private static final long ENOUGH_TO_BEGIN_NANOS = 2_000_000;

  private final RecordHasher hasher = RecordHasher.shared();
  private final Thread other = Thread.ofPlatform().unstarted(hasher);
  private final GroupBuffer group = new GroupBuffer(1 << 20);

  @AfterEach
  void end() throws InterruptedException {
    hasher.close();
    other.join();
  }

  private void fill(int count) {
    Entry entry = new Entry();
    while (group.count < count) {
      byte[] payload = ("record " + group.count).getBytes(UTF_8);
      entry
          .of(RecordKind.SNAPSHOT, "a@b", group.count, 1, 2, 3)
          .payload(payload, 0, payload.length);
      group.add(entry, 2, 0);
    }
  }

  /** All leaves in one tree, as the format has it. */
  private byte[] expected() {
    return expected(group);
  }

  private static byte[] expected(GroupBuffer group) {
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < group.count; i++) {
      tree.addLeaf(group.data(), group.leafAt[i], group.leafLength[i]);
    }
    return tree.root();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 128, 129, 1000, 4096, 16_384})
  void oneThreadAloneHashesAllOfAGroup(int records) {
    group.clear(7);
    fill(records);
    hasher.begin(group);

    assertThat(hasher.finish(records)).isEqualTo(expected());
  }

  @Test
  void withoutAnotherThreadWhatIsOfferedIsHashedAtOnce() {
    RecordHasher alone = RecordHasher.alone();
    group.clear(7);
    alone.begin(group);
    alone.offerToOthers(0);
    fill(300);
    alone.offer(group.count());
    fill(333);

    assertThat(alone.finish(333)).isEqualTo(expected());
  }

  @Test
  void twoThreadsHashOneGroupAfterTheOtherWhileTheyFill() {
    other.start();
    for (int round = 0; round < 200; round++) {
      group.clear(10_000L * round);
      hasher.begin(group);
      for (int step = 1; step <= 5; step++) {
        fill(197 * step);
        hasher.offer(group.count());
      }

      assertThat(HexFormat.of().formatHex(hasher.finish(group.count)))
          .isEqualTo(HexFormat.of().formatHex(expected()));
    }
  }

  /** The other one has the chunk of large records; there is nothing else to do when the rest is. */
  @Test
  void whoFinishesWaitsForWhatTheOtherThreadStillHashes() {
    GroupBuffer large = new GroupBuffer(20 << 20);
    Entry entry = new Entry();
    other.start();
    for (int round = 0; round < 5; round++) {
      large.clear(10_000L * round);
      for (int i = 0; i < 2 * RecordHasher.CHUNK; i++) {
        int length = i < RecordHasher.CHUNK ? 256 << 10 : 10;
        entry.of(RecordKind.SNAPSHOT, "a@b", i, 1, 2, 3).payload(new byte[length], 0, length);
        large.add(entry, 2, 0);
      }
      awaitIdle();
      hasher.begin(large);
      hasher.offer(large.count());
      LockSupport.parkNanos(ENOUGH_TO_BEGIN_NANOS);

      assertThat(hasher.finish(large.count())).isEqualTo(expected(large));
    }
  }

  private void awaitIdle() {
    while (other.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatCannotBeHashedFailsTheGroupAndLeavesNobodyWaiting() {
    assertThatThrownBy(() -> hasher.finish(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("records could not be hashed")
        .hasRootCauseMessage("no group was begun");
  }
}
