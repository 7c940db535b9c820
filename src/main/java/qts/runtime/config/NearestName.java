package qts.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a person most likely meant by a name that does not exist. */
final class NearestName {
  private NearestName() {}

  /** The known name with the fewest differing letters; empty when none is like {@code wrong}. */
  static Optional<String> to(String wrong, Collection<String> known) {
    int tolerance = Math.max(2, wrong.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(wrong, name)))
        .filter(name -> distance(wrong, name) <= tolerance);
  }

  /** Levenshtein distance: the insertions, deletions and replacements between two words. */
  static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replacement = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replacement, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] done = previous;
      previous = current;
      current = done;
    }
    return previous[right.length()];
  }
}
