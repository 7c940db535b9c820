package qts.runtime.recorder;

import qts.observer.Outcome;

/**
 * How many inputs ended in which outcome. At every moment {@link #received} is the sum of the
 * others: it is computed from them, and nothing is counted as received before its outcome is known.
 */
public record Counts(long recorded, long rejected, long blocked, long duplicate, long shed) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  public long received() {
    return recorded + rejected + blocked + duplicate + shed;
  }

  public Counts plus(Counts other) {
    return new Counts(
        recorded + other.recorded,
        rejected + other.rejected,
        blocked + other.blocked,
        duplicate + other.duplicate,
        shed + other.shed);
  }

  public Counts minus(Counts other) {
    return new Counts(
        recorded - other.recorded,
        rejected - other.rejected,
        blocked - other.blocked,
        duplicate - other.duplicate,
        shed - other.shed);
  }

  /** A tally that grows. Not for use by several threads at once. */
  static final class Tally {
    private long recorded;
    private long rejected;
    private long blocked;
    private long duplicate;
    private long shed;

    Tally(Counts start) {
      recorded = start.recorded;
      rejected = start.rejected;
      blocked = start.blocked;
      duplicate = start.duplicate;
      shed = start.shed;
    }

    void add(Outcome outcome) {
      switch (outcome) {
        case Outcome.Recorded r -> recorded++;
        case Outcome.Rejected r -> rejected++;
        case Outcome.Blocked b -> blocked++;
        case Outcome.Duplicate d -> duplicate++;
        case Outcome.Shed s -> shed++;
      }
    }

    Counts counts() {
      return new Counts(recorded, rejected, blocked, duplicate, shed);
    }
  }
}
