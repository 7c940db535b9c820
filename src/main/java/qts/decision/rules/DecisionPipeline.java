package qts.decision.rules;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import qts.decision.Block;
import qts.decision.Decision;
import qts.safety.SafetyState;

/**
 * Runs one rule set over snapshots in the order of the journal: Extract, Transform, Evaluate,
 * Decide. There is no Act. The same snapshots and states of safety from the beginning give the same
 * decisions, ids included. Used by one thread.
 */
public final class DecisionPipeline implements Judge {

  /** The most symbols remembered; beyond, the one not seen for longest starts anew. */
  public static final int MAX_SYMBOLS = 10_000;

  /** The most samples of all symbols; beyond, the symbol not seen for longest starts anew. */
  public static final long MAX_SAMPLES = 4_000_000;

  private final int maxSymbols;
  private final long maxSamples;
  private final RuleSet rules;
  private final int[] historyOfSlot;
  private final BlockCollapser collapser;
  private final DecisionWriter writer;
  private final MinuteCount passed = new MinuteCount();
  private final SequencedMap<SymbolKey, SymbolState> symbols = new LinkedHashMap<>(64, 0.75f, true);
  private long capacity;

  public DecisionPipeline(RuleSet rules, CollapsePolicy policy) {
    this(rules, policy, MAX_SYMBOLS, MAX_SAMPLES);
  }

  DecisionPipeline(RuleSet rules, CollapsePolicy policy, int maxSymbols, long maxSamples) {
    this.maxSymbols = maxSymbols;
    this.maxSamples = maxSamples;
    this.rules = rules;
    this.historyOfSlot = rules.histories().bySlot(rules.names().size());
    this.collapser = new BlockCollapser(policy);
    this.writer = new DecisionWriter(rules);
  }

  @Override
  public List<Decision> onSnapshot(SnapshotView view, SafetyState safety) {
    List<Decision> decisions = new ArrayList<>();
    collapser.closeUntil(view.receiveMillis(), decisions);
    if (rules.scope().covers(view)) {
      SymbolState symbol = symbol(view);
      long before = symbol.capacity();
      judge(new Evaluation(view, safety, symbol), decisions);
      capacity += symbol.capacity() - before;
      forget();
    }
    return decisions;
  }

  @Override
  public List<Block> flush() {
    return collapser.flush();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    passed.save(out);
    collapser.save(out);
    out.writeInt(symbols.size());
    for (Map.Entry<SymbolKey, SymbolState> entry : symbols.sequencedEntrySet()) {
      SavedText.write(entry.getKey().symbol, out);
      SavedText.write(entry.getKey().market, out);
      entry.getValue().save(out);
    }
  }

  @Override
  public void resume(DataInput in) throws IOException {
    passed.resume(in);
    collapser.resume(in);
    for (int left = in.readInt(); left > 0; left--) {
      SymbolKey key = new SymbolKey(SavedText.read(in), SavedText.read(in));
      SymbolState symbol = rules.newSymbol();
      symbol.resume(in);
      symbols.put(key, symbol);
      capacity += symbol.capacity();
    }
  }

  private SymbolState symbol(SnapshotView view) {
    SymbolKey key = new SymbolKey(view.symbol(), view.market());
    SymbolState symbol = symbols.get(key);
    if (symbol == null) {
      symbol = rules.newSymbol();
      symbols.put(key, symbol);
      capacity += symbol.capacity();
    }
    return symbol;
  }

  private void forget() {
    while (symbols.size() > maxSymbols || (capacity > maxSamples && symbols.size() > 1)) {
      capacity -= Objects.requireNonNull(symbols.pollFirstEntry()).getValue().capacity();
    }
  }

  private void judge(Evaluation at, List<Decision> into) {
    if (!extract(at, into) || !transform(at, into)) {
      return;
    }
    List<JudgingRule> judging = rules.judgingRules();
    for (int i = 0; i < judging.size(); i++) {
      JudgingRule rule = judging.get(i);
      boolean holds = rule.when().test(at.values, at.view.tags()) == Truth.TRUE;
      boolean before = at.symbol.holds(i, holds);
      if (holds && !(rule.onRise() && before)) {
        decide(at, rule, into);
      }
    }
  }

  private boolean extract(Evaluation at, List<Decision> into) {
    at.values[BuiltIn.SILENCE_MS.slot()] = at.symbol.moveTo(at.view.eventMillis());
    at.values[BuiltIn.AGE_MS.slot()] = at.view.receiveMillis() - at.view.eventMillis();
    boolean complete = true;
    for (Extract extract : rules.extracts()) {
      double value = at.view.number(extract.path());
      if (Double.isFinite(value)) {
        know(at, extract.slot(), value);
      } else if (extract.required()) {
        block(writer.missingField(at.view, extract), at, into);
        complete = false;
      }
    }
    return complete;
  }

  private boolean transform(Evaluation at, List<Decision> into) {
    boolean sound = true;
    for (Feature feature : rules.features()) {
      double value = feature.compute(at.symbol, at.values);
      if (Double.isInfinite(value)) {
        block(writer.noNumber(at.view, rules.names().get(feature.slot())), at, into);
        sound = false;
      } else if (!Double.isNaN(value)) {
        know(at, feature.slot(), value);
      }
    }
    return sound;
  }

  private void know(Evaluation at, int slot, double value) {
    at.values[slot] = value;
    at.symbol.known(slot, historyOfSlot[slot], value);
  }

  private void decide(Evaluation at, JudgingRule rule, List<Decision> into) {
    Intent intent = Intent.of(rule, at.view, at.values);
    switch (intent) {
      case Intent.Stay stay -> into.add(writer.judgment(at.view, rule, stay, at.values));
      case Intent.Unpriced unpriced -> {
        into.add(writer.judgment(at.view, rule, unpriced, at.values));
        block(writer.riskError(at.view, rule, unpriced), at, into);
      }
      case Intent.Ordered ordered -> attempt(at, rule, ordered, into);
    }
  }

  private void attempt(
      Evaluation at, JudgingRule rule, Intent.Ordered ordered, List<Decision> into) {
    BlockingInput input = blockingInput(at, ordered);
    List<RuleVerdict> verdicts = rules.blockingRules().evaluate(input);
    Attempt attempt =
        new Attempt(writer.id(at.view, rule), at.view, rule, ordered, input, verdicts);
    into.add(writer.judgment(attempt));
    for (int i = 0; i < verdicts.size(); i++) {
      block(writer.block(attempt, i), at, into);
    }
    if (verdicts.isEmpty()) {
      at.symbol.passed().add(at.view.receiveMillis());
      passed.add(at.view.receiveMillis());
      into.add(writer.nonExecution(attempt));
    }
  }

  private BlockingInput blockingInput(Evaluation at, Intent.Ordered ordered) {
    long now = at.view.receiveMillis();
    double[] values = at.values.clone();
    values[BuiltIn.ORDER_QTY.slot()] = ordered.qty();
    values[BuiltIn.ORDER_NOTIONAL.slot()] = ordered.notional();
    values[BuiltIn.ORDERS_LAST_MINUTE.slot()] = at.symbol.passed().total(now) + 1;
    values[BuiltIn.ORDERS_LAST_MINUTE_ALL.slot()] = passed.total(now) + 1;
    return new BlockingInput(
        ordered.order(), values, at.view.tags(), SafetyInput.of(at.safety, at.view.symbol(), now));
  }

  private void block(Block block, Evaluation at, List<Decision> into) {
    collapser.offer(block, at.view.receiveMillis(), into);
  }

  private record SymbolKey(String symbol, String market) {}

  /** One snapshot on its way through the stages. */
  private final class Evaluation {
    private final SnapshotView view;
    private final SafetyState safety;
    private final SymbolState symbol;
    private final double[] values = new double[rules.names().size()];

    Evaluation(SnapshotView view, SafetyState safety, SymbolState symbol) {
      this.view = view;
      this.safety = safety;
      this.symbol = symbol;
      Arrays.fill(values, Double.NaN);
    }
  }
}
