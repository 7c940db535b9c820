package qts.runtime.query;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import qts.journal.Damage;

/** The positions that can't be read any more, each stretch counted once however often it is met. */
public final class Losses {
  private final TreeMap<Long, Damage> byPosition = new TreeMap<>();

  /** Adds what was met. */
  public void add(Damage damage) {
    if (damage.lost() > 0) {
      byPosition.put(damage.firstLost(), damage);
    }
  }

  /** How many positions from {@code first} to {@code last} are lost. */
  long count(long first, long last) {
    return within(first, last).stream()
        .mapToLong(d -> Math.min(last, d.lastLost()) - Math.max(first, d.firstLost()) + 1)
        .sum();
  }

  /** The first of the stretches between {@code first} and {@code last}, in order. */
  List<Damage> list(long first, long last) {
    return within(first, last).stream().limit(Completeness.MAX_LISTED).toList();
  }

  private Collection<Damage> within(long first, long last) {
    return byPosition.values().stream()
        .filter(d -> d.lastLost() >= first && d.firstLost() <= last)
        .toList();
  }
}
