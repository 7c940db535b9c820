package qts.runtime.recorder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.Damage;

/**
 * Which places of the journal are known to be damaged: by its recovery, by readers that came upon
 * them, and by scrubs. A place is known until a scrub of its segment finds it whole or the segment
 * is gone. For use by any threads.
 */
public final class Integrity {
  private static final Logger LOG = LoggerFactory.getLogger("qts.journal");

  /** The most places that are known at once; further ones are logged and counted by scrubs only. */
  static final int MAX_PLACES = 10_000;

  /** The most places that wait to be recorded. */
  static final int MAX_NEWS = 1_000;

  private final TreeMap<Place, Damage> known = new TreeMap<>();
  private final List<Damage> news = new ArrayList<>();

  /** Where a damage is. */
  private record Place(String file, long offset) implements Comparable<Place> {
    static Place of(Damage damage) {
      return new Place(damage.file(), damage.offset());
    }

    @Override
    public int compareTo(Place other) {
      int files = file.compareTo(other.file);
      return files != 0 ? files : Long.compare(offset, other.offset);
    }
  }

  /** Takes what was found before, of which nobody needs to be told any more. */
  public synchronized void remember(Collection<Damage> damages) {
    damages.stream()
        .filter(d -> known.size() < MAX_PLACES)
        .forEach(d -> known.putIfAbsent(Place.of(d), d));
  }

  /** Takes a damage that was found just now. */
  public synchronized void add(Damage damage) {
    if (known.size() < MAX_PLACES && known.putIfAbsent(Place.of(damage), damage) == null) {
      LOG.atError()
          .addKeyValue("file", damage.file())
          .addKeyValue("offset", damage.offset())
          .addKeyValue("first_lost", damage.firstLost())
          .addKeyValue("last_lost", damage.lastLost())
          .log("damage in the journal: {}", damage.what());
      if (news.size() < MAX_NEWS) {
        news.add(damage);
      }
    }
  }

  /** Takes everything that a scrub found in one segment: what it did not find again is whole. */
  public synchronized void settle(String file, List<Damage> found) {
    List<Place> places = found.stream().map(Place::of).toList();
    known.keySet().removeIf(place -> place.file().equals(file) && !places.contains(place));
    found.forEach(this::add);
  }

  /** Forgets what was found in files that are gone. */
  public synchronized void retain(Collection<String> files) {
    known.keySet().removeIf(place -> !files.contains(place.file()));
  }

  /** The damages that were found since this was last asked. */
  synchronized List<Damage> takeNews() {
    List<Damage> taken = List.copyOf(news);
    news.clear();
    return taken;
  }

  /** Gives back what could not be recorded yet. */
  synchronized void giveBack(List<Damage> untold) {
    news.addAll(0, untold);
  }

  /** The places known to be damaged, in order. */
  public synchronized List<Damage> damages() {
    return List.copyOf(known.values());
  }

  /** How many places are known to be damaged. */
  public synchronized int places() {
    return known.size();
  }

  /** How many records can't be read because of them. */
  public synchronized long lostRecords() {
    return known.values().stream().mapToLong(Damage::lost).sum();
  }
}
