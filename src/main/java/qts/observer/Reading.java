package qts.observer;

import org.jspecify.annotations.Nullable;

/** One snapshot as the rules see it: its numbers, when it came, and what was there before it. */
final class Reading {
  final Decimal price = new Decimal();
  final Decimal volume = new Decimal();
  final Decimal bid = new Decimal();
  final Decimal ask = new Decimal();
  final Decimal open = new Decimal();
  final Decimal high = new Decimal();
  final Decimal low = new Decimal();
  final Decimal close = new Decimal();
  private ScannedSnapshot snapshot = new ScannedSnapshot();
  private long receiveMillis;
  private @Nullable SymbolState symbol;

  void of(ScannedSnapshot snapshot, long receiveMillis, @Nullable SymbolState symbol) {
    this.snapshot = snapshot;
    this.receiveMillis = receiveMillis;
    this.symbol = symbol;
    read(Field.PRICE, price);
    read(Field.VOLUME, volume);
    read(Field.BID_PRICE, bid);
    read(Field.ASK_PRICE, ask);
    read(Field.OPEN, open);
    read(Field.HIGH, high);
    read(Field.LOW, low);
    read(Field.CLOSE, close);
  }

  ScannedSnapshot snapshot() {
    return snapshot;
  }

  /** Milliseconds by which the time of the snapshot is ahead of the time of receiving. */
  long aheadMillis() {
    return snapshot.timestampMillis() - receiveMillis;
  }

  /** The state of the symbol before this snapshot; null when it is new or there is no symbol. */
  @Nullable SymbolState symbol() {
    return symbol;
  }

  boolean isNumber(Field field) {
    return snapshot.kind(field) == ValueKind.NUMBER;
  }

  private void read(Field field, Decimal into) {
    if (isNumber(field)) {
      into.read(snapshot.bytes(), snapshot.start(field), snapshot.end(field));
    } else {
      into.clear();
    }
  }
}
