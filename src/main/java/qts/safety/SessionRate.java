package qts.safety;

import qts.observer.Field;
import qts.observer.Finding;
import qts.observer.Guard;
import qts.observer.GuardDecision;
import qts.observer.RecentTable;
import qts.observer.ScannedSnapshot;
import qts.observer.TextKey;

/**
 * Blocks what one session sends beyond a rate. Each session may save up one second's worth, and
 * gains by the time of receiving; a clock that goes back gives nothing and takes nothing.
 */
public final class SessionRate implements Guard {
  /** The id of the rule in findings. */
  public static final String RULE = "G_OBS_SESSION_RATE";

  /** The sessions watched at once; the one not seen for longest starts anew. */
  public static final int MAX_SESSIONS = 10_000;

  private static final long SECOND_MILLIS = 1000;

  private final int perSecond;
  private final RecentTable<Bucket> buckets = new RecentTable<>(MAX_SESSIONS);
  private final TextKey probe = new TextKey();

  /**
   * A guard that lets each session send so many snapshots a second.
   *
   * @param perSecond at least 1; for no limit leave the guard out
   */
  public SessionRate(int perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "the rate of a session must be at least 1 a second, not " + perSecond);
    }
    this.perSecond = perSecond;
  }

  @Override
  public GuardDecision decide(ScannedSnapshot snapshot, long receiveMillis) {
    Bucket bucket = buckets.find(probe.set(snapshot, Field.SESSION_ID));
    if (bucket == null) {
      bucket = new Bucket(perSecond, receiveMillis);
      buckets.add(probe, bucket);
    }
    if (bucket.take(receiveMillis)) {
      return GuardDecision.PASS;
    }
    return new GuardDecision.Block(
        new Finding(
            RULE,
            Field.SESSION_ID.path(),
            "the session sends more than it may; slow down or raise the limit",
            perSecond + " snapshots a second",
            probe.toString()));
  }

  /** Counts thousandths of a snapshot, so that a millisecond's gain is a whole number. */
  private static final class Bucket {
    private final long perSecond;
    private long saved;
    private long sinceMillis;

    Bucket(long perSecond, long nowMillis) {
      this.perSecond = perSecond;
      this.saved = perSecond * SECOND_MILLIS;
      this.sinceMillis = nowMillis;
    }

    boolean take(long nowMillis) {
      long passed = Math.clamp(nowMillis - sinceMillis, 0, SECOND_MILLIS);
      sinceMillis = nowMillis;
      saved = Math.min(perSecond * SECOND_MILLIS, saved + passed * perSecond);
      if (saved < SECOND_MILLIS) {
        return false;
      }
      saved -= SECOND_MILLIS;
      return true;
    }
  }
}
