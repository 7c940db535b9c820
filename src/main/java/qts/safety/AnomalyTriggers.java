package qts.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import qts.safety.SafetyChange.AnomalyRaised;

/**
 * Which tags of a snapshot raise which anomaly flag, and for how long.
 *
 * @param byTag the flag that each tag raises
 */
public record AnomalyTriggers(Map<String, Trigger> byTag) {
  public static final AnomalyTriggers NONE = new AnomalyTriggers(Map.of());

  /**
   * A flag to raise.
   *
   * @param flag for example {@code PRICE_JUMP}
   * @param lifetimeMillis how long it stays in force after the tag was last seen; above zero
   */
  public record Trigger(String flag, long lifetimeMillis) {
    public Trigger {
      if (flag.isBlank() || lifetimeMillis <= 0) {
        throw new IllegalArgumentException("a trigger needs a flag and a lifetime above zero");
      }
    }
  }

  /** The anomalies of a feed: a gap, a feed that was or is stale, a jump of the price. */
  public static AnomalyTriggers standard(long lifetimeMillis) {
    return new AnomalyTriggers(
        Map.of(
            "GAP_MAJOR", new Trigger("GAP", lifetimeMillis),
            "GAP_CRITICAL", new Trigger("STALE_FEED", lifetimeMillis),
            "TIME_PAST", new Trigger("STALE_FEED", lifetimeMillis),
            "PRICE_JUMP", new Trigger("PRICE_JUMP", lifetimeMillis)));
  }

  public AnomalyTriggers {
    byTag = Map.copyOf(byTag);
  }

  /** What the tags of one snapshot of {@code symbol} raise; in the order of the tags. */
  public List<AnomalyRaised> raisedBy(List<String> tags, String symbol, long atMillis) {
    List<AnomalyRaised> raised = new ArrayList<>();
    for (String tag : tags) {
      Trigger trigger = byTag.get(tag);
      if (trigger != null) {
        raised.add(raised(tag, trigger, symbol, atMillis));
      }
    }
    return raised;
  }

  private static AnomalyRaised raised(String tag, Trigger trigger, String symbol, long atMillis) {
    return new AnomalyRaised(
        trigger.flag,
        Scope.of(symbol),
        atMillis + trigger.lifetimeMillis,
        new Attribution("annotator", "the snapshot carries the tag " + tag, atMillis));
  }
}
