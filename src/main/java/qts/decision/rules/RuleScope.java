package qts.decision.rules;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonFields;

/** Which snapshots a rule set looks at; an empty set means all. */
record RuleScope(Set<String> symbols, Set<String> markets) {
  static final RuleScope ALL = new RuleScope(Set.of(), Set.of());

  static RuleScope read(@Nullable JsonFields fields) {
    if (fields == null) {
      return ALL;
    }
    List<String> symbols = fields.texts("symbols");
    List<String> markets = fields.texts("markets");
    fields.nothingElse();
    return new RuleScope(Set.copyOf(symbols), Set.copyOf(markets));
  }

  boolean covers(SnapshotView view) {
    return covers(view.symbol(), view.market());
  }

  boolean covers(String symbol, String market) {
    return (symbols.isEmpty() || symbols.contains(symbol))
        && (markets.isEmpty() || markets.contains(market));
  }
}
