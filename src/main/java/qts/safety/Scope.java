package qts.safety;

/**
 * What a flag or a limit applies to.
 *
 * @param symbol one symbol, or {@code *} for all of them
 */
public record Scope(String symbol) implements Comparable<Scope> {
  public static final Scope ALL = new Scope("*");

  public Scope {
    if (symbol.isBlank()) {
      throw new IllegalArgumentException("a scope is a symbol, or * for all of them");
    }
  }

  public static Scope of(String symbol) {
    return symbol.equals(ALL.symbol) ? ALL : new Scope(symbol);
  }

  public boolean isAll() {
    return symbol.equals("*");
  }

  public boolean covers(String other) {
    return isAll() || symbol.equals(other);
  }

  @Override
  public int compareTo(Scope other) {
    return symbol.compareTo(other.symbol);
  }
}
