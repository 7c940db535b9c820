package qts.runtime.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/**
 * Turns trades into snapshots. A trade's identity is the file and its row, not its content: equal
 * rows are different trades, and sending the file again gives duplicates.
 */
final class TradeSnapshots {
  static final String SYMBOL = "BTC/USD";
  static final String SESSION = "bitstamp-20131125";
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private TradeSnapshots() {}

  /** The snapshot of a trade, one line without its line break. */
  static String line(Trade trade) {
    return """
    {"meta":{"timestamp":"%s","timestamp_ms":%d,"session_id":"%s","run_id":"%s",\
    "mode":"DEV","observer_version":"v1.0.0","iteration_id":%d},"context":{"source":"market",\
    "stage":"raw","symbol":"%s","market":"BITSTAMP"},"observation":{"inputs":{"price":%s,\
    "volume":%s},"computed":{},"state":{}}}\
    """
        .formatted(
            Instant.ofEpochSecond(trade.unixSeconds()).atOffset(ZoneOffset.UTC).format(ISO),
            trade.unixSeconds() * 1000,
            SESSION,
            runId(trade),
            trade.number(),
            SYMBOL,
            trade.price(),
            trade.amount());
  }

  /** 32 hex digits that follow from the file and the row. */
  private static String runId(Trade trade) {
    String identity = Trades.FILE + ":" + trade.number();
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.US_ASCII))
        .toString()
        .replace("-", "");
  }
}
