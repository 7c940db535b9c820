package qts.decision.rules;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which slots keep a history of samples, and how long each. */
final class Histories {
  private final Map<Integer, Integer> indexOfSlot = new LinkedHashMap<>();
  private int[] limits = {};

  /** The history of {@code slot}, of at least {@code samples}. */
  int require(int slot, int samples) {
    int index = indexOfSlot.computeIfAbsent(slot, _ -> indexOfSlot.size());
    if (index == limits.length) {
      limits = Arrays.copyOf(limits, index + 1);
    }
    limits[index] = Math.max(limits[index], samples);
    return index;
  }

  /** The most samples of each history. */
  int[] limits() {
    return limits.clone();
  }

  /** The history of each of {@code slots} slots; below 0 for none. */
  int[] bySlot(int slots) {
    int[] bySlot = new int[slots];
    Arrays.fill(bySlot, -1);
    indexOfSlot.forEach((slot, index) -> bySlot[slot] = index);
    return bySlot;
  }
}
