package qts.decision.rules;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What a rule set remembers of one symbol. */
final class SymbolState {
  private static final long NEVER = Long.MIN_VALUE;

  private final Samples[] histories;
  private final long[] lastKnownMillis;
  private final boolean[] held;
  private final MinuteCount passed = new MinuteCount();
  private long nowMillis = NEVER;

  /**
   * Nothing remembered yet.
   *
   * @param historyLimits the most samples of each history
   * @param names how many names there are
   * @param rules how many judging rules there are
   */
  SymbolState(int[] historyLimits, int names, int rules) {
    histories = new Samples[historyLimits.length];
    Arrays.setAll(histories, i -> new Samples(historyLimits[i]));
    lastKnownMillis = new long[names];
    Arrays.fill(lastKnownMillis, NEVER);
    held = new boolean[rules];
  }

  /**
   * Moves to the time of the next snapshot. A snapshot that is older than one before counts as of
   * the same time.
   *
   * @return the milliseconds since the one before; NaN for the first
   */
  double moveTo(long eventMillis) {
    double silence = nowMillis == NEVER ? Double.NaN : Math.max(0, eventMillis - nowMillis);
    nowMillis = Math.max(nowMillis, eventMillis);
    return silence;
  }

  /** The latest time seen, by the snapshots' own clock. */
  long nowMillis() {
    return nowMillis;
  }

  /** Remembers that the name at {@code slot} is known now; {@code history} is below 0 for none. */
  void known(int slot, int history, double value) {
    lastKnownMillis[slot] = nowMillis;
    if (history >= 0) {
      histories[history].add(value, nowMillis);
    }
  }

  double sinceMillis(int slot) {
    return lastKnownMillis[slot] == NEVER ? Double.NaN : nowMillis - lastKnownMillis[slot];
  }

  Samples history(int index) {
    return histories[index];
  }

  /** The samples there is room for, in use or not. */
  long capacity() {
    long capacity = 0;
    for (Samples samples : histories) {
      capacity += samples.capacity();
    }
    return capacity;
  }

  /**
   * Remembers whether rule {@code index} holds now.
   *
   * @return whether it held before
   */
  boolean holds(int index, boolean now) {
    boolean before = held[index];
    held[index] = now;
    return before;
  }

  void save(DataOutput out) throws IOException {
    for (Samples samples : histories) {
      samples.save(out);
    }
    for (long lastKnown : lastKnownMillis) {
      out.writeLong(lastKnown);
    }
    for (boolean holds : held) {
      out.writeBoolean(holds);
    }
    passed.save(out);
    out.writeLong(nowMillis);
  }

  void resume(DataInput in) throws IOException {
    for (Samples samples : histories) {
      samples.resume(in);
    }
    for (int i = 0; i < lastKnownMillis.length; i++) {
      lastKnownMillis[i] = in.readLong();
    }
    for (int i = 0; i < held.length; i++) {
      held[i] = in.readBoolean();
    }
    passed.resume(in);
    nowMillis = in.readLong();
  }

  /** The orders of this symbol that passed within the last minute. */
  MinuteCount passed() {
    return passed;
  }
}
