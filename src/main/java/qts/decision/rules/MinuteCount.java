package qts.decision.rules;

import java.util.Arrays;

/** How many events fell into the current second and the 59 before it. Time never goes back. */
final class MinuteCount {
  private static final int SECONDS = 60;
  private static final long SECOND_MILLIS = 1_000;

  private final long[] perSecond = new long[SECONDS];
  private long second = Long.MIN_VALUE;
  private long total;

  void add(long nowMillis) {
    moveTo(nowMillis);
    perSecond[bucket(second)]++;
    total++;
  }

  long total(long nowMillis) {
    moveTo(nowMillis);
    return total;
  }

  private void moveTo(long nowMillis) {
    long now = Math.floorDiv(nowMillis, SECOND_MILLIS);
    if (now <= second) {
      return;
    }
    if (second == Long.MIN_VALUE || now - second >= SECONDS) {
      Arrays.fill(perSecond, 0);
      total = 0;
    } else {
      for (long passed = second + 1; passed <= now; passed++) {
        total -= perSecond[bucket(passed)];
        perSecond[bucket(passed)] = 0;
      }
    }
    second = now;
  }

  private static int bucket(long second) {
    return Math.floorMod(second, SECONDS);
  }
}
