package qts.observer;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is looked at in a snapshot that meets the contract. The name is the stable id in findings,
 * settings and tags; the ordinal is the bit that is stored, so rules are only ever added at the
 * end. "Previous" means the last accepted snapshot of the same market and symbol, in the order of
 * receiving.
 */
public enum SemanticRule {
  /** {@code price} is a number and not above zero. */
  PRICE_NOT_POSITIVE(RuleAction.REJECT, Unit.NONE, "0", Slot.QUALITY),
  /** {@code bid_price} and {@code ask_price} are numbers and the bid is not below the ask. */
  BID_NOT_BELOW_ASK(RuleAction.FLAG, Unit.NONE, "0", Slot.QUALITY),
  /** {@code low <= open, close <= high} does not hold, as far as these are numbers. */
  OHLC_ORDER(RuleAction.FLAG, Unit.NONE, "0", Slot.QUALITY),
  /** The time is further ahead of the receive time than the limit. */
  TIME_FUTURE(RuleAction.FLAG, Unit.MILLISECONDS, "60000", Slot.QUALITY),
  /** The time is further behind the receive time than the limit; replays are, so ignored. */
  TIME_PAST(RuleAction.IGNORE, Unit.MILLISECONDS, "86400000", Slot.QUALITY),
  /** The time is further behind the latest of the symbol than the limit. */
  TIME_BACKWARDS(RuleAction.FLAG, Unit.MILLISECONDS, "0", Slot.QUALITY),
  /** The price differs from the previous by more than this part of it; 0.3 is KRX's daily limit. */
  PRICE_JUMP(RuleAction.FLAG, Unit.RATIO, "0.3", Slot.CONDITION),
  /** {@code volume} is the number zero. Never a reason to reject. */
  ZERO_VOLUME(RuleAction.FLAG, Unit.NONE, "0", Slot.QUALITY),
  /**
   * {@code volume} lies more than this many standard deviations above the symbol's own recent mean
   * ({@link Distribution}). A fact about the market and no fault of the snapshot: never a reason to
   * reject or warn.
   */
  VOLUME_SPIKE(RuleAction.FLAG, Unit.DEVIATIONS, "6", Slot.CONDITION);

  /** What a limit counts. */
  public enum Unit {
    /** The rule has no limit. */
    NONE,
    MILLISECONDS,
    RATIO,
    DEVIATIONS
  }

  /** Where in a PatternRecord the name of a flagged rule stands. */
  enum Slot {
    /** {@code metadata.quality_flags}. */
    QUALITY,
    /** {@code condition_tags}. */
    CONDITION
  }

  private static final SemanticRule[] ALL = values();
  private static final int KNOWN_BITS = (1 << ALL.length) - 1;

  private final RuleAction defaultAction;
  private final Unit unit;
  private final BigDecimal defaultLimit;
  private final Slot slot;

  SemanticRule(RuleAction defaultAction, Unit unit, String defaultLimit, Slot slot) {
    this.defaultAction = defaultAction;
    this.unit = unit;
    this.defaultLimit = new BigDecimal(defaultLimit);
    this.slot = slot;
  }

  /** The unit of the limit. */
  public Unit unit() {
    return unit;
  }

  /** Whether {@link RuleAction#REJECT} may be set. */
  public boolean mayReject() {
    return this != ZERO_VOLUME && this != VOLUME_SPIKE;
  }

  /** The rules of a stored set of bits. */
  public static Set<SemanticRule> ofBits(int bits) {
    EnumSet<SemanticRule> rules = EnumSet.noneOf(SemanticRule.class);
    for (SemanticRule rule : ALL) {
      if ((bits & rule.bit()) != 0) {
        rules.add(rule);
      }
    }
    return Collections.unmodifiableSet(rules);
  }

  /** The rules among these names, as bits. */
  public static int bitsOf(Collection<String> names) {
    int bits = 0;
    for (SemanticRule rule : ALL) {
      bits |= names.contains(rule.name()) ? rule.bit() : 0;
    }
    return bits;
  }

  RuleAction defaultAction() {
    return defaultAction;
  }

  BigDecimal defaultLimit() {
    return defaultLimit;
  }

  Slot slot() {
    return slot;
  }

  int bit() {
    return 1 << ordinal();
  }

  /** Whether a snapshot flagged with this is one to be careful with. */
  boolean warns() {
    return this != VOLUME_SPIKE;
  }

  static boolean areKnown(int bits) {
    return (bits & ~KNOWN_BITS) == 0;
  }
}
