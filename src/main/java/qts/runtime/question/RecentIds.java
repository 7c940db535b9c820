package qts.runtime.question;

import java.util.LinkedHashMap;
import java.util.Map;
import qts.journal.KeyFilter;

/** The latest ids, as hashes of 64 bits: so many that they take little memory. */
final class RecentIds {
  private final Map<Long, Boolean> ids;

  /**
   * @param max how many are remembered
   */
  RecentIds(int max) {
    this.ids =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > max;
          }
        };
  }

  void add(String id) {
    ids.put(KeyFilter.hash(id), Boolean.TRUE);
  }

  boolean has(String id) {
    return ids.containsKey(KeyFilter.hash(id));
  }
}
