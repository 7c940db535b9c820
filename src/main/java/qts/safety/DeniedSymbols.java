package qts.safety;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import qts.observer.Field;
import qts.observer.Finding;
import qts.observer.Guard;
import qts.observer.GuardDecision;
import qts.observer.ScannedSnapshot;
import qts.observer.TextKey;

/** Blocks the snapshots of listed symbols, in whatever market. */
public final class DeniedSymbols implements Guard {
  /** The id of the rule in findings. */
  public static final String RULE = "G_OBS_SYMBOL_DENIED";

  private final Set<TextKey> denied;
  private final TextKey probe = new TextKey();

  /** Denies each of {@code symbols}, spelled as in {@code context.symbol}. */
  public DeniedSymbols(Collection<String> symbols) {
    this.denied = symbols.stream().map(TextKey::of).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public GuardDecision decide(ScannedSnapshot snapshot, long receiveMillis) {
    if (denied.isEmpty() || !denied.contains(probe.set(snapshot, Field.SYMBOL))) {
      return GuardDecision.PASS;
    }
    return new GuardDecision.Block(
        new Finding(
            RULE,
            Field.SYMBOL.path(),
            "the symbol is on the list of denied symbols",
            "",
            probe.toString()));
  }
}
