package qts.journal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What a thread may see of a journal's durability while the writer advances it, on every
 * interleaving that jcstress provokes. {@code .ci/jcstress.sh} runs them.
 */
public final class DurabilityStress {
  private DurabilityStress() {}

  /** What the writer did before it advanced is seen by whoever waited for that. */
  @JCStressTest
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "woken with everything written")
  @Outcome(expect = Expect.FORBIDDEN, desc = "acknowledged before it was written")
  @State
  public static class Await extends Shared {
    @Actor
    public void writer() {
      written = 1;
      advance(0);
    }

    @Actor
    public void appender(I_Result result) {
      result.r1 = awaited(0) ? written : -1;
    }
  }

  /** A reader that sees the position sees the records up to it. */
  @JCStressTest
  @Outcome(id = "-1, 0", expect = Expect.ACCEPTABLE, desc = "nothing durable yet")
  @Outcome(id = "-1, 1", expect = Expect.ACCEPTABLE, desc = "written, not yet durable")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "durable and written")
  @Outcome(expect = Expect.FORBIDDEN, desc = "published before it was written")
  @State
  public static class Publish extends Shared {
    @Actor
    public void writer() {
      written = 1;
      advance(0);
    }

    @Actor
    public void reader(II_Result result) {
      result.r1 = (int) durability.position();
      result.r2 = written;
    }
  }

  /** Of two who wait for different positions nobody is forgotten. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "both were woken")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a waiting thread was left behind")
  @State
  public static class TwoWait extends Shared {
    @Actor
    public void writer() {
      advance(0);
      advance(1);
    }

    @Actor
    public void first(II_Result result) {
      result.r1 = awaited(0) ? 1 : 0;
    }

    @Actor
    public void second(II_Result result) {
      result.r2 = awaited(1) ? 1 : 0;
    }
  }

  /** A failing journal never answers yes, and never leaves anybody waiting. */
  @JCStressTest
  @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "told that it failed")
  @Outcome(expect = Expect.FORBIDDEN, desc = "acknowledged by a journal that failed")
  @State
  public static class Fail extends Shared {
    @Actor
    public void writer() {
      durability.fail(new JournalFailedException("a disk that fails"));
    }

    @Actor
    public void appender(I_Result result) {
      result.r1 = awaited(0) ? 1 : 0;
    }
  }

  /** What all cases share. */
  abstract static class Shared {
    final JournalLock lock = new JournalLock();
    final Durability durability = new Durability(lock, new Patience(System::nanoTime, 0), -1);
    int written;

    final void advance(long to) {
      lock.lock();
      try {
        durability.advance(to);
      } finally {
        lock.unlock();
      }
    }

    final boolean awaited(long position) {
      try {
        durability.await(position);
        return true;
      } catch (JournalFailedException e) {
        return false;
      }
    }
  }
}
