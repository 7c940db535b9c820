package qts.journal;

import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * What passes between the threads of a journal without its lock: work that is rung for, records of
 * a group that still fills, and the chunks of a group that two threads hash.
 */
public final class HandOffStress {
  private static final long FOR_EVER_NANOS = 60_000_000_000L;

  private HandOffStress() {}

  /** Work that is there before a ring is seen by whoever clears, looks and waits. */
  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found or rung for")
  @Outcome(expect = Expect.FORBIDDEN, desc = "slept through it")
  @State
  public static class Ring {
    private final Bell bell = new Bell();
    private volatile int work;

    @Actor
    public void giver() {
      work = 1;
      bell.ring();
    }

    @Actor
    public void taker(I_Result result) {
      long start = System.nanoTime();
      bell.clear();
      while (work == 0 && System.nanoTime() - start < FOR_EVER_NANOS) {
        bell.await(FOR_EVER_NANOS);
        bell.clear();
      }
      result.r1 = System.nanoTime() - start < FOR_EVER_NANOS / 2 ? work : -1;
    }
  }

  /** A record that is counted is there, wherever its bytes and spans moved to. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "1, 7", expect = Expect.ACCEPTABLE, desc = "there")
  @Outcome(id = "2, 7", expect = Expect.ACCEPTABLE, desc = "there, and the one that moved it")
  @Outcome(expect = Expect.FORBIDDEN, desc = "counted before it was there")
  @State
  public static class Fill {
    private final GroupBuffer group = new GroupBuffer(32);

    @Actor
    public void appender() {
      group.add(record(new byte[] {7}), 1, 0);
      group.add(record(new byte[256]), 1, 0);
    }

    @Actor
    public void reader(II_Result result) {
      result.r1 = group.count();
      result.r2 = result.r1 == 0 ? 0 : group.data()[group.payloadAt[0]];
    }
  }

  /** Two threads that hash a group come to its root, whoever hashed what. */
  @JCStressTest
  @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the root")
  @Outcome(expect = Expect.FORBIDDEN, desc = "another root")
  @State
  public static class Share {
    private static final int RECORDS = 4 * RecordHasher.CHUNK + 1;
    private final GroupBuffer group = new GroupBuffer(1 << 14);
    private final RecordHasher hasher = RecordHasher.shared();
    private byte[] root = {};

    @Actor
    public void writer() {
      hasher.begin(group);
      while (group.count() < RECORDS) {
        group.add(record(new byte[] {(byte) group.count()}), 1, 0);
        hasher.offer(group.count());
      }
      root = hasher.finish(RECORDS);
      hasher.close();
    }

    @Actor
    public void other() {
      hasher.run();
    }

    @Arbiter
    public void compare(Z_Result result) {
      RecordHasher alone = RecordHasher.alone();
      alone.begin(group);
      result.r1 = Arrays.equals(root, alone.finish(RECORDS));
    }
  }

  private static Entry record(byte[] payload) {
    return new Entry()
        .of(RecordKind.SNAPSHOT, "a@b", 1, 2, 3, 4)
        .payload(payload, 0, payload.length);
  }
}
