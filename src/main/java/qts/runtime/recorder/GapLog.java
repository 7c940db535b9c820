package qts.runtime.recorder;

import java.util.SequencedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import qts.observer.Gap;

/**
 * Tells the operational log of silences and remembers the flagged days. Used under the sequencer's
 * lock.
 */
final class GapLog {
  private static final Logger LOG = LoggerFactory.getLogger("qts.gaps");

  /** How many flagged days are remembered; the oldest are forgotten, their records stay. */
  static final int MAX_DAYS = 366;

  private final TreeSet<String> flaggedDays = new TreeSet<>();
  private long major;
  private long critical;
  private long minor;

  void onGap(Gap gap) {
    boolean grave = gap.severity() == Gap.Severity.CRITICAL;
    LOG.atLevel(grave ? Level.WARN : Level.INFO)
        .addKeyValue("severity", gap.severity())
        .addKeyValue("scope", gap.scope())
        .addKeyValue("source", gap.source())
        .addKeyValue("session", gap.session())
        .addKeyValue("symbol", gap.symbol())
        .addKeyValue("start_ms", gap.startMillis())
        .addKeyValue("end_ms", gap.endMillis())
        .log("gap of {} s", gap.silentMillis() / 1000.0);
    switch (gap.severity()) {
      case MINOR -> minor++;
      case MAJOR -> major++;
      case CRITICAL -> critical++;
    }
    flag(gap.flaggedDay());
  }

  void flag(String day) {
    if (!day.isEmpty() && flaggedDays.add(day) && flaggedDays.size() > MAX_DAYS) {
      flaggedDays.removeFirst();
    }
  }

  SequencedSet<String> flaggedDays() {
    return new TreeSet<>(flaggedDays);
  }

  long minor() {
    return minor;
  }

  long major() {
    return major;
  }

  long critical() {
    return critical;
  }
}
