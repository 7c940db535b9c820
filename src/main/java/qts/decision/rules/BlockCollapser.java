package qts.decision.rules;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import qts.decision.Block;
import qts.decision.DecisionReader;
import qts.decision.DecisionReading;
import qts.decision.RuleRef;
import qts.decision.Stage;
import qts.decision.json.JsonReader;

/**
 * Makes one record of the repeats of a block beyond a rate: the same rule, symbol, strategy and
 * stage. Whatever goes in comes out, one by one or counted: the counts of what came out and of what
 * {@link #flush} gives add up to the number of blocks. Used by one thread.
 */
public final class BlockCollapser {
  private final CollapsePolicy policy;
  private final SequencedMap<Key, Period> open = new LinkedHashMap<>();

  public BlockCollapser(CollapsePolicy policy) {
    this.policy = policy;
  }

  /**
   * Takes the next block.
   *
   * @param atMillis its time, not before that of the one before
   * @param into receives what is to be recorded now: the repeats of periods that are over, then the
   *     block itself unless it is a repeat
   */
  public void offer(Block block, long atMillis, List<? super Block> into) {
    closeUntil(atMillis, into);
    Key key = Key.of(block);
    Period period = open.get(key);
    if (period == null) {
      makeRoom(into);
      period = new Period(atMillis);
      open.put(key, period);
    }
    if (period.kept < policy.keptPerPeriod()) {
      period.kept++;
      into.add(block);
    } else {
      period.add(block);
    }
  }

  /** Ends every period that is over at {@code atMillis}. */
  public void closeUntil(long atMillis, List<? super Block> into) {
    Iterator<Period> periods = open.values().iterator();
    while (periods.hasNext()) {
      Period period = periods.next();
      if (atMillis - period.sinceMillis < policy.periodMillis()) {
        return;
      }
      periods.remove();
      period.close(into);
    }
  }

  /** Ends every period. */
  public List<Block> flush() {
    List<Block> repeats = new ArrayList<>();
    open.values().forEach(period -> period.close(repeats));
    open.clear();
    return repeats;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(open.size());
    for (Map.Entry<Key, Period> entry : open.entrySet()) {
      entry.getKey().save(out);
      entry.getValue().save(out);
    }
  }

  void resume(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      open.put(Key.resume(in), Period.resume(in));
    }
  }

  private void makeRoom(List<? super Block> into) {
    if (open.size() >= policy.maxOpen()) {
      Objects.requireNonNull(open.pollFirstEntry()).getValue().close(into);
    }
  }

  private record Key(
      RuleRef rule, @Nullable String symbol, @Nullable String strategyName, @Nullable Stage stage) {
    static Key of(Block block) {
      return new Key(
          block.rule(), block.header().symbol(), block.header().strategyName(), block.stage());
    }

    void save(DataOutput out) throws IOException {
      SavedText.write(rule.id(), out);
      SavedText.write(rule.version(), out);
      SavedText.write(symbol, out);
      SavedText.write(strategyName, out);
      SavedText.write(stage == null ? null : stage.word(), out);
    }

    static Key resume(DataInput in) throws IOException {
      RuleRef rule = new RuleRef(SavedText.read(in), SavedText.readOrNull(in));
      String symbol = SavedText.readOrNull(in);
      String strategyName = SavedText.readOrNull(in);
      String stage = SavedText.readOrNull(in);
      return new Key(rule, symbol, strategyName, stage == null ? null : Stage.of(stage));
    }
  }

  /** The blocks of one key since the first of them. */
  private static final class Period {
    private final long sinceMillis;
    private int kept;
    private long repeats;
    private @Nullable Block first;
    private @Nullable Block last;

    Period(long sinceMillis) {
      this.sinceMillis = sinceMillis;
    }

    void add(Block block) {
      first = first == null ? block : first;
      last = block;
      repeats++;
    }

    void save(DataOutput out) throws IOException {
      out.writeLong(sinceMillis);
      out.writeInt(kept);
      out.writeLong(repeats);
      SavedText.write(first == null ? null : first.toJson().toString(), out);
      SavedText.write(last == null ? null : last.toJson().toString(), out);
    }

    static Period resume(DataInput in) throws IOException {
      Period period = new Period(in.readLong());
      period.kept = in.readInt();
      period.repeats = in.readLong();
      period.first = block(in);
      period.last = block(in);
      return period;
    }

    private static @Nullable Block block(DataInput in) throws IOException {
      String json = SavedText.readOrNull(in);
      if (json == null) {
        return null;
      }
      return switch (DecisionReader.read(JsonReader.object(json))) {
        case DecisionReading.Accepted(Block block) -> block;
        case DecisionReading.Accepted other -> throw new IOException("no block: " + other);
        case DecisionReading.Refused refused -> throw new IOException(refused.finding().reason());
      };
    }

    void close(List<? super Block> into) {
      if (first == null || last == null) {
        return;
      }
      into.add(repeats == 1 ? last : last.standingFor(repeats, first));
    }
  }
}
