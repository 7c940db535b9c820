package qts.runtime.judging;

import java.util.Arrays;
import java.util.List;
import qts.observer.Field;
import qts.observer.Notes;
import qts.observer.ScannedSnapshot;
import qts.observer.ShapeTable;
import qts.observer.SnapshotScanner;

/**
 * Reads recorded snapshots for a rule set: the Extract stage, which needs nothing but the snapshot
 * and what was stated beside it. Not for use by several threads at once.
 */
final class SnapshotReading {
  private static final String NOTED = "regime_tags.";

  private final SnapshotScanner scanner = new SnapshotScanner(new ShapeTable(), Integer.MAX_VALUE);
  private final ScannedSnapshot snapshot = new ScannedSnapshot();
  private final Notes notes = new Notes();
  private final NumberPaths paths;
  private final int priceDelta;
  private final int volumeDelta;
  private final int gapSeconds;
  private final Name symbol = new Name(Field.SYMBOL);
  private final Name market = new Name(Field.MARKET);

  /**
   * @param paths where the numbers are that the rule set extracts
   */
  SnapshotReading(List<String> paths) {
    this.paths = new NumberPaths(paths);
    this.priceDelta = slot(NOTED + "price_delta_short");
    this.volumeDelta = slot(NOTED + "volume_delta_short");
    this.gapSeconds = slot(NOTED + "gap_seconds");
  }

  int slot(String path) {
    return paths.slot(path);
  }

  /**
   * Reads the snapshot recorded as {@code data[from, to)} with its notes.
   *
   * @throws IllegalStateException when it is none of this version: only snapshots are recorded
   */
  JournalSnapshot read(
      byte[] data, int from, int to, int notesFrom, int notesTo, long receiveMillis) {
    if (!scanner.scan(data, from, to, snapshot)) {
      throw new IllegalStateException(
          "a recorded snapshot does not meet the contract: " + snapshot.finding());
    }
    notes.decode(data, notesFrom, notesTo);
    return new JournalSnapshot(
        symbol.of(snapshot),
        market.of(snapshot),
        snapshot.decoded(Field.RUN_ID),
        snapshot.timestampMillis(),
        receiveMillis,
        this,
        numbers(),
        notes.tags(),
        data,
        from,
        to);
  }

  private double[] numbers() {
    double[] numbers = paths.read(snapshot);
    put(numbers, priceDelta, notes.priceDelta().doubleValue());
    put(numbers, volumeDelta, notes.volumeDelta().doubleValue());
    put(numbers, gapSeconds, notes.gapMillis() == 0 ? Double.NaN : notes.gapMillis() / 1000.0);
    return numbers;
  }

  private static void put(double[] numbers, int slot, double value) {
    if (slot >= 0) {
      numbers[slot] = value;
    }
  }

  /** A field whose text is mostly that of the snapshot before. */
  private static final class Name {
    private final Field field;
    private byte[] last = {};
    private String text = "";

    Name(Field field) {
      this.field = field;
    }

    String of(ScannedSnapshot snapshot) {
      int from = snapshot.start(field);
      int to = snapshot.end(field);
      if (!Arrays.equals(snapshot.bytes(), from, to, last, 0, last.length)) {
        last = Arrays.copyOfRange(snapshot.bytes(), from, to);
        text = snapshot.decoded(field);
      }
      return text;
    }
  }
}
