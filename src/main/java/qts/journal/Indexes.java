package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes the index files of a journal that are missing or wrong. */
public final class Indexes {
  private Indexes() {}

  /**
   * Makes anew what is missing or wrong and returns the names of the segments concerned. Nothing
   * else in the folder changes.
   *
   * @throws JournalLockedException when a recorder is at work, which does this itself when needed
   */
  public static List<String> rebuild(Storage storage, KeyReader keys) throws IOException {
    try (Closeable _ = storage.lock()) {
      List<String> rebuilt = new ArrayList<>();
      Catalog catalog = Recovery.run(storage, () -> new UUID(0, 0), keys, false).catalog();
      for (SegmentFacts facts : new Survey(storage).segments()) {
        if (facts.index() == IndexState.MISSING || facts.index() == IndexState.STALE) {
          catalog.rebuildIndex(facts.number());
          rebuilt.add(facts.name());
        }
      }
      return rebuilt;
    }
  }
}
