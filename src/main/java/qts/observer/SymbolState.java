package qts.observer;

/** What is remembered of the accepted snapshots of one symbol in one market. */
final class SymbolState {
  final TradingCalendar calendar;
  final LatestTime latest = new LatestTime();

  /** The previous price that was a number. */
  final Decimal price = new Decimal();

  /** The previous volume that was a number. */
  final Decimal volume = new Decimal();

  final Distribution volumes = new Distribution();

  SymbolState(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  /** Takes over the numbers of an accepted snapshot. */
  void see(Reading reading) {
    if (reading.price.isKnown()) {
      price.set(reading.price);
    }
    if (reading.volume.isKnown()) {
      volume.set(reading.volume);
      volumes.add(reading.volume.toDouble());
    }
  }
}
