package qts.runtime.inspection;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts records and their payloads by a name. The first {@link #MAX_NAMES} names that come are
 * counted each; those that come later are counted together. Not for use by several threads at once.
 */
final class NameCounts {
  static final int MAX_NAMES = 10_000;

  private final Map<String, long[]> counts = new HashMap<>();
  private final long[] late = new long[2];

  void add(String name, long payloadBytes) {
    long[] count = counts.get(name);
    if (count == null && counts.size() < MAX_NAMES) {
      count = new long[2];
      counts.put(name, count);
    }
    long[] counted = count == null ? late : count;
    counted[0]++;
    counted[1] += payloadBytes;
  }

  /** The names with the most records, and all others together. */
  JournalStatistics.Ranking ranking(int top) {
    List<JournalStatistics.Tally> all =
        counts.entrySet().stream()
            .map(e -> new JournalStatistics.Tally(e.getKey(), e.getValue()[0], e.getValue()[1]))
            .sorted(
                Comparator.comparingLong(JournalStatistics.Tally::records)
                    .reversed()
                    .thenComparing(JournalStatistics.Tally::name))
            .toList();
    List<JournalStatistics.Tally> rest = all.subList(Math.min(top, all.size()), all.size());
    return new JournalStatistics.Ranking(
        all.subList(0, Math.min(top, all.size())),
        late[0] + rest.stream().mapToLong(JournalStatistics.Tally::records).sum(),
        late[1] + rest.stream().mapToLong(JournalStatistics.Tally::payloadBytes).sum());
  }
}
