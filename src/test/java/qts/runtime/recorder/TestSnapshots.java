package qts.runtime.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Snapshots for tests. */
public final class TestSnapshots {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);

  private TestSnapshots() {}

  /** A market snapshot of {@code symbol} with run id {@code run-<number>}. */
  public static String line(String symbol, int number, long millis, String price) {
    return """
    {"meta":{"timestamp":"%s","timestamp_ms":%d,"session_id":"session_t","run_id":"run-%d",\
    "mode":"DEV","observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw",\
    "symbol":"%s","market":"UPBIT"},"observation":{"inputs":{"price":%s,"volume":3},\
    "computed":{},"state":{}}}\
    """
        .formatted(iso(millis), millis, number, symbol, price);
  }

  public static byte[] bytes(String symbol, int number, long millis, String price) {
    return line(symbol, number, millis, price).getBytes(UTF_8);
  }

  private static String iso(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofHours(9)).format(ISO);
  }
}
