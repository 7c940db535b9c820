package qts.safety;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import qts.safety.SafetyChange.AnomalyCleared;
import qts.safety.SafetyChange.AnomalyRaised;
import qts.safety.SafetyChange.KillSwitch;
import qts.safety.SafetyChange.LimitSet;
import qts.safety.SafetyChange.Trading;

/**
 * What holds the system back at one moment. Immutable; a {@link SafetyChange} leads to the next
 * state, so that the recorded changes, applied in order to {@link #INITIAL}, give it again.
 */
public final class SafetyState {

  /** The most anomalies in force; the next one is raised for all symbols instead of its own. */
  public static final int MAX_ANOMALIES = 1_000;

  /**
   * Raising a flag again is a change only when it then lasts at least this much longer; a stream of
   * equal anomalies gives at most one record a second.
   */
  public static final long RENEWAL_MILLIS = 1_000;

  /** The most limits; lift one before setting another. */
  public static final int MAX_LIMITS = 10_000;

  /** Kill switch off, trading not enabled, no anomalies, no limits. */
  public static final SafetyState INITIAL =
      new SafetyState(false, false, new TreeMap<>(), new TreeMap<>());

  private final boolean killSwitch;
  private final boolean tradingEnabled;
  private final SortedMap<FlagKey, Long> expiries;
  private final SortedMap<LimitKey, Double> limits;

  private SafetyState(
      boolean killSwitch,
      boolean tradingEnabled,
      SortedMap<FlagKey, Long> expiries,
      SortedMap<LimitKey, Double> limits) {
    this.killSwitch = killSwitch;
    this.tradingEnabled = tradingEnabled;
    this.expiries = expiries;
    this.limits = limits;
  }

  public boolean killSwitch() {
    return killSwitch;
  }

  public boolean tradingEnabled() {
    return tradingEnabled;
  }

  /** The anomalies in force for {@code symbol} at {@code atMillis}, each once, in order. */
  public List<String> anomalies(String symbol, long atMillis) {
    if (expiries.isEmpty()) {
      return List.of();
    }
    TreeSet<String> flags = new TreeSet<>();
    expiries.forEach((key, expiry) -> {
      if (atMillis < expiry && key.scope.covers(symbol)) {
        flags.add(key.flag);
      }
    });
    return List.copyOf(flags);
  }

  public boolean hasLimits() {
    return !limits.isEmpty();
  }

  /** A limit for exactly this scope; an order must keep within its symbol's and the common one. */
  public OptionalDouble limit(SafetyLimit limit, Scope scope) {
    Double value = limits.get(new LimitKey(limit, scope));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Every anomaly that has not been cleared, in order. */
  public List<Anomaly> anomalies() {
    return expiries.entrySet().stream()
        .map(entry -> new Anomaly(entry.getKey().flag, entry.getKey().scope, entry.getValue()))
        .toList();
  }

  /** Every limit, in order. */
  public List<Limit> limits() {
    return limits.entrySet().stream()
        .map(entry -> new Limit(entry.getKey().limit, entry.getKey().scope, entry.getValue()))
        .toList();
  }

  /** The changes that time alone brings: anomalies that ended at or before {@code atMillis}. */
  public List<SafetyChange> expired(long atMillis) {
    return expiries.entrySet().stream()
        .filter(entry -> entry.getValue() <= atMillis)
        .<SafetyChange>map(entry -> expiry(entry.getKey(), atMillis))
        .toList();
  }

  private static AnomalyCleared expiry(FlagKey key, long atMillis) {
    return new AnomalyCleared(
        key.flag, key.scope, new Attribution("expiry", "its time was over", atMillis));
  }

  /** The state after {@code change}; this very state when nothing changes. */
  public SafetyState after(SafetyChange change) {
    return switch (change) {
      case KillSwitch kill -> kill.on() == killSwitch ? this : withKillSwitch(kill.on());
      case Trading trading ->
          trading.enabled() == tradingEnabled ? this : withTrading(trading.enabled());
      case AnomalyRaised raised -> after(raised);
      case AnomalyCleared cleared -> after(cleared);
      case LimitSet set -> after(set);
    };
  }

  private SafetyState withKillSwitch(boolean on) {
    return new SafetyState(on, tradingEnabled, expiries, limits);
  }

  private SafetyState withTrading(boolean enabled) {
    return new SafetyState(killSwitch, enabled, expiries, limits);
  }

  private SafetyState after(AnomalyRaised raised) {
    FlagKey key = new FlagKey(raised.flag(), raised.scope());
    if (!expiries.containsKey(key) && expiries.size() >= MAX_ANOMALIES) {
      key = new FlagKey(raised.flag(), Scope.ALL);
    }
    Long until = expiries.get(key);
    if (until != null && raised.expiresAtMillis() < until + RENEWAL_MILLIS) {
      return this;
    }
    SortedMap<FlagKey, Long> next = new TreeMap<>(expiries);
    next.put(key, raised.expiresAtMillis());
    return new SafetyState(killSwitch, tradingEnabled, next, limits);
  }

  private SafetyState after(AnomalyCleared cleared) {
    SortedMap<FlagKey, Long> next = new TreeMap<>(expiries);
    return next.remove(new FlagKey(cleared.flag(), cleared.scope())) == null
        ? this
        : new SafetyState(killSwitch, tradingEnabled, next, limits);
  }

  private SafetyState after(LimitSet set) {
    LimitKey key = new LimitKey(set.limit(), set.scope());
    SortedMap<LimitKey, Double> next = new TreeMap<>(limits);
    if (set.value().isPresent()) {
      if (next.size() >= MAX_LIMITS && !next.containsKey(key)) {
        throw new IllegalArgumentException(
            "there are " + MAX_LIMITS + " limits already; lift one before setting another");
      }
      next.put(key, set.value().getAsDouble());
    } else {
      next.remove(key);
    }
    return next.equals(limits) ? this : new SafetyState(killSwitch, tradingEnabled, expiries, next);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafetyState that
        && killSwitch == that.killSwitch
        && tradingEnabled == that.tradingEnabled
        && expiries.equals(that.expiries)
        && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return expiries.hashCode() * 31 + limits.hashCode();
  }

  @Override
  public String toString() {
    return "kill switch %s, trading %s, anomalies %s, limits %s"
        .formatted(killSwitch, tradingEnabled, expiries, limits);
  }

  /** An anomaly and when it ends by itself, epoch milliseconds. */
  public record Anomaly(String flag, Scope scope, long expiresAtMillis) {}

  /** A limit and its value. */
  public record Limit(SafetyLimit limit, Scope scope, double value) {}

  private record FlagKey(String flag, Scope scope) implements Comparable<FlagKey> {
    @Override
    public int compareTo(FlagKey other) {
      int byFlag = flag.compareTo(other.flag);
      return byFlag != 0 ? byFlag : scope.compareTo(other.scope);
    }
  }

  private record LimitKey(SafetyLimit limit, Scope scope) implements Comparable<LimitKey> {
    private static final Comparator<LimitKey> ORDER =
        Comparator.comparing(LimitKey::limit).thenComparing(LimitKey::scope);

    @Override
    public int compareTo(LimitKey other) {
      return ORDER.compare(this, other);
    }
  }
}
