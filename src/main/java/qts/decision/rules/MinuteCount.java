package qts.decision.rules;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  void save(DataOutput out) throws IOException {
    out.writeLong(second);
    for (long count : perSecond) {
      out.writeLong(count);
    }
  }

  void resume(DataInput in) throws IOException {
    second = in.readLong();
    total = 0;
    for (int i = 0; i < SECONDS; i++) {
      perSecond[i] = in.readLong();
      total += perSecond[i];
    }
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
