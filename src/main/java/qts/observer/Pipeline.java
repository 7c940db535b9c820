package qts.observer;

import org.jspecify.annotations.Nullable;

/**
 * Judges snapshots that meet the contract, one after the other in the order of receiving: rules,
 * guard, annotations. What it remembers of a symbol or a source advances with every accepted
 * snapshot and with no other, so it is called once duplicates are out and when the journal has
 * room. Not for use by several threads at once.
 */
public final class Pipeline {
  private static final GapListener NOBODY = gap -> {};

  private final Validator validator;
  private final Guard guard;
  private final Calendars calendars;
  private final GapListener gapListener;
  private final GapDetector gaps;
  private final RecentTable<SymbolState> symbols;
  private final TextKey symbolKey = new TextKey();
  private final Reading reading = new Reading();
  private final Notes notes = new Notes();
  private final Verdict accepted = new Verdict.Accepted(notes);

  public Pipeline(PipelineSettings settings, Guard guard, GapListener gapListener) {
    this.validator = new Validator(settings.rules());
    this.guard = guard;
    this.calendars = settings.calendars();
    this.gapListener = gapListener;
    this.gaps = new GapDetector(settings.maxSessions());
    this.symbols = new RecentTable<>(settings.maxSymbols());
  }

  /**
   * Decides about one snapshot. When it is accepted, the gaps it ends have been told to the
   * listener by the time this returns.
   *
   * @param receiveMillis when it was received, epoch milliseconds
   */
  public Verdict judge(ScannedSnapshot snapshot, long receiveMillis) {
    notes.clear();
    reading.of(snapshot, receiveMillis, symbol(snapshot));
    Finding finding = validator.check(reading, notes);
    if (finding != null) {
      return new Verdict.Rejected(finding);
    }
    switch (guard.decide(snapshot, receiveMillis)) {
      case GuardDecision.Pass pass -> {}
      case GuardDecision.NoOp noOp -> notes.guard(GuardAction.NO_OP, noOp.reason());
      case GuardDecision.Block block -> {
        return new Verdict.Blocked(block.finding());
      }
    }
    see(gapListener);
    return accepted;
  }

  /**
   * Takes in a snapshot that was accepted before a restart, without judging it and without telling
   * of gaps: given the snapshots of the journal in order, it remembers what it did before.
   *
   * @param receiveMillis when it was received, epoch milliseconds
   */
  public void warmUp(ScannedSnapshot snapshot, long receiveMillis) {
    reading.of(snapshot, receiveMillis, symbol(snapshot));
    see(NOBODY);
  }

  /** How many symbols were forgotten at the limit. */
  public long evictedSymbols() {
    return symbols.evicted();
  }

  /** How many sessions of sources were forgotten at the limit. */
  public long evictedSessions() {
    return gaps.evicted();
  }

  private void see(GapListener listener) {
    SymbolState symbol = reading.symbol() == null ? newSymbol() : reading.symbol();
    if (symbol != null) {
      notes.priceDelta().setDifference(reading.price, symbol.price);
      notes.volumeDelta().setDifference(reading.volume, symbol.volume);
      symbol.see(reading);
    }
    if (!validator.isFromTheFuture(reading)) {
      notes.silence(gaps.see(reading.snapshot(), symbol, listener));
    }
  }

  private @Nullable SymbolState symbol(ScannedSnapshot snapshot) {
    return hasSymbol(snapshot)
        ? symbols.find(symbolKey.set(snapshot, Field.MARKET, Field.SYMBOL))
        : null;
  }

  private @Nullable SymbolState newSymbol() {
    ScannedSnapshot snapshot = reading.snapshot();
    if (!hasSymbol(snapshot)) {
      return null;
    }
    SymbolState state = new SymbolState(calendars.of(snapshot.decoded(Field.MARKET)));
    symbols.add(symbolKey, state);
    return state;
  }

  private static boolean hasSymbol(ScannedSnapshot snapshot) {
    return snapshot.kind(Field.SYMBOL) == ValueKind.STRING
        && snapshot.start(Field.SYMBOL) < snapshot.end(Field.SYMBOL);
  }
}
