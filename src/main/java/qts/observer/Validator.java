package qts.observer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks a snapshot that meets the contract against the {@link SemanticRule}s. Numbers are compared
 * exactly, and only numbers: what is spelled as a string is a matter of quality.
 */
final class Validator {
  private static final int RULES = SemanticRule.values().length;

  private final RuleSettings settings;
  private final SemanticRule[] active;
  private final boolean[] rejects = new boolean[RULES];
  private final long futureMillis;
  private final long pastMillis;
  private final long backwardsMillis;
  private final Decimal jump;
  private final double deviations;

  Validator(RuleSettings settings) {
    this.settings = settings;
    this.active =
        Arrays.stream(SemanticRule.values())
            .filter(rule -> settings.action(rule) != RuleAction.IGNORE)
            .toArray(SemanticRule[]::new);
    for (SemanticRule rule : active) {
      rejects[rule.ordinal()] = settings.action(rule) == RuleAction.REJECT;
    }
    this.futureMillis = settings.limit(SemanticRule.TIME_FUTURE).longValueExact();
    this.pastMillis = settings.limit(SemanticRule.TIME_PAST).longValueExact();
    this.backwardsMillis = settings.limit(SemanticRule.TIME_BACKWARDS).longValueExact();
    this.jump = Decimal.of(settings.limit(SemanticRule.PRICE_JUMP));
    this.deviations = settings.limit(SemanticRule.VOLUME_SPIKE).doubleValue();
  }

  /**
   * Flags in {@code notes} every rule that is not met, up to the first that rejects.
   *
   * @return the finding of the rule that rejects; null when none does
   */
  @Nullable Finding check(Reading reading, Notes notes) {
    for (SemanticRule rule : active) {
      if (isBroken(rule, reading)) {
        if (rejects[rule.ordinal()]) {
          return finding(rule, reading);
        }
        notes.flag(rule);
      }
    }
    return null;
  }

  /**
   * Whether the time of the snapshot is so far ahead that it must not become the measure of those
   * that follow.
   */
  boolean isFromTheFuture(Reading reading) {
    return settings.action(SemanticRule.TIME_FUTURE) != RuleAction.IGNORE
        && isBroken(SemanticRule.TIME_FUTURE, reading);
  }

  private boolean isBroken(SemanticRule rule, Reading reading) {
    return switch (rule) {
      case PRICE_NOT_POSITIVE -> reading.isNumber(Field.PRICE) && reading.price.signum() <= 0;
      case BID_NOT_BELOW_ASK -> isOutOfOrder(reading.ask, reading.bid, 0);
      case OHLC_ORDER -> isOhlcOutOfOrder(reading);
      case TIME_FUTURE -> reading.aheadMillis() > futureMillis;
      case TIME_PAST -> -reading.aheadMillis() > pastMillis;
      case TIME_BACKWARDS -> isBackwards(reading);
      case PRICE_JUMP -> isJump(reading);
      case ZERO_VOLUME -> reading.isNumber(Field.VOLUME) && reading.volume.signum() == 0;
      case VOLUME_SPIKE -> isSpike(reading);
    };
  }

  private static boolean isOhlcOutOfOrder(Reading reading) {
    return isOutOfOrder(reading.high, reading.low, -1)
        || isOutOfOrder(reading.open, reading.low, -1)
        || isOutOfOrder(reading.close, reading.low, -1)
        || isOutOfOrder(reading.high, reading.open, -1)
        || isOutOfOrder(reading.high, reading.close, -1);
  }

  /** Whether both are known and comparing {@code upper} with {@code lower} gives at most this. */
  private static boolean isOutOfOrder(Decimal upper, Decimal lower, int most) {
    return upper.isKnown() && lower.isKnown() && upper.compareTo(lower) <= most;
  }

  private boolean isBackwards(Reading reading) {
    SymbolState symbol = reading.symbol();
    return symbol != null
        && symbol.latest.isKnown()
        && -symbol.latest.until(reading.snapshot().timestampMillis()) > backwardsMillis;
  }

  private boolean isJump(Reading reading) {
    SymbolState symbol = reading.symbol();
    return symbol != null
        && symbol.price.isKnown()
        && reading.price.isKnown()
        && reading.price.movedBeyond(jump, symbol.price);
  }

  private boolean isSpike(Reading reading) {
    SymbolState symbol = reading.symbol();
    return symbol != null
        && reading.volume.isKnown()
        && symbol.volumes.isExceededBy(reading.volume.toDouble(), deviations);
  }

  private Finding finding(SemanticRule rule, Reading reading) {
    return switch (rule) {
      case PRICE_NOT_POSITIVE ->
          finding(rule, Field.PRICE, "the price must be above zero", "> 0", reading);
      case BID_NOT_BELOW_ASK ->
          finding(
              rule, Field.BID_PRICE, "the bid must be below the ask", "< " + reading.ask, reading);
      case OHLC_ORDER ->
          new Finding(
              rule.name(),
              "observation.inputs",
              "open and close must lie between low and high",
              "low <= open, close <= high",
              ohlc(reading));
      case TIME_FUTURE ->
          time(rule, "the time is ahead of the time of receiving", reading.aheadMillis());
      case TIME_PAST ->
          time(rule, "the time is behind the time of receiving", -reading.aheadMillis());
      case TIME_BACKWARDS ->
          time(rule, "the time is behind the latest of this symbol", behindMillis(reading));
      case PRICE_JUMP ->
          new Finding(
              rule.name(),
              Field.PRICE.path(),
              "the price moved too far from the previous one of this symbol",
              "at most " + settings.limit(rule).toPlainString() + " of it",
              "from " + previousPrice(reading) + " to " + reading.price);
      case ZERO_VOLUME, VOLUME_SPIKE -> throw new IllegalStateException(rule + " never rejects");
    };
  }

  private static Finding finding(
      SemanticRule rule, Field field, String reason, String limit, Reading reading) {
    return new Finding(rule.name(), field.path(), reason, limit, reading.snapshot().text(field));
  }

  private Finding time(SemanticRule rule, String reason, long actualMillis) {
    return new Finding(
        rule.name(),
        Field.TIMESTAMP_MS.path(),
        reason,
        "at most " + settings.limit(rule).toPlainString() + " ms",
        actualMillis + " ms");
  }

  private static long behindMillis(Reading reading) {
    SymbolState symbol = reading.symbol();
    return symbol == null ? 0 : -symbol.latest.until(reading.snapshot().timestampMillis());
  }

  private static String previousPrice(Reading reading) {
    SymbolState symbol = reading.symbol();
    return symbol == null ? "?" : symbol.price.toString();
  }

  private static String ohlc(Reading reading) {
    return "open "
        + reading.open
        + ", high "
        + reading.high
        + ", low "
        + reading.low
        + ", close "
        + reading.close;
  }
}
