package qts.runtime.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Batches of the canonical market snapshot, one a line. A batch is refilled in place: every
 * snapshot gets a new run id, the time, and a price and volume that move, as a real source's do.
 * Not for use by several threads at once.
 */
public final class CanonicalSnapshots {
  private static final String TEMPLATE =
      """
      {"meta":{"timestamp":"2026-01-11T09:03:12.417+00:00","timestamp_ms":1768122192417,\
      "session_id":"SESSION","run_id":"d479cb6e4c6244299fb8486537245984","mode":"PROD",\
      "observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw","symbol":"005930",\
      "market":"UPBIT"},"observation":{"inputs":{"price":71000.10,"volume":1884},\
      "computed":{},"state":{}}}
      """;
  private static final VarHandle TEXT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] body;
  private final int length;
  private final int count;
  private final int timeAt;
  private final int millisAt;
  private final int runIdAt;
  private final int priceAt;
  private final int volumeAt;
  private final SplittableRandom random;
  private final IsoClock clock = new IsoClock();

  /** A batch of {@code count} snapshots of one session; {@code seed} decides ids and prices. */
  public CanonicalSnapshots(int count, String session, long seed) {
    String line = TEMPLATE.replace("SESSION", session);
    this.count = count;
    this.body = line.repeat(count).getBytes(StandardCharsets.US_ASCII);
    this.length = line.length();
    this.timeAt = line.indexOf("2026-01-11T");
    this.millisAt = line.indexOf("1768122192417");
    this.runIdAt = line.indexOf("d479cb6e");
    this.priceAt = line.indexOf("71000.10");
    this.volumeAt = line.indexOf("1884");
    this.random = new SplittableRandom(seed);
  }

  /** The bytes of one snapshot, without its line break. */
  public int snapshotBytes() {
    return length - 1;
  }

  public int count() {
    return count;
  }

  /** The batch as it is now. */
  public byte[] body() {
    return body;
  }

  /** Makes all snapshots of the batch new ones, observed at {@code millis}. */
  public byte[] refill(long millis) {
    clock.set(millis);
    for (int i = 0, at = 0; i < count; i++, at += length) {
      clock.write(body, at + timeAt);
      digits(millis, at + millisAt, 13);
      hex(random.nextLong(), at + runIdAt);
      hex(random.nextLong(), at + runIdAt + 16);
      long noise = random.nextLong();
      digits(71_000 + (noise & 127), at + priceAt, 5);
      digits(10 + (noise >>> 8 & 63), at + priceAt + 6, 2);
      digits(1_000 + (noise >>> 16 & 4095), at + volumeAt, 4);
    }
    return body;
  }

  private void digits(long value, int at, int width) {
    long rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      body[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void hex(long value, int at) {
    TEXT.set(body, at, eightHexDigits((int) (value >>> 32)));
    TEXT.set(body, at + 8, eightHexDigits((int) value));
  }

  /** All digits at once, so that the journal is measured and not this: a byte each, moved apart. */
  private static long eightHexDigits(int value) {
    long nibbles = value & 0xFFFFFFFFL;
    nibbles = (nibbles | nibbles << 16) & 0x0000FFFF0000FFFFL;
    nibbles = (nibbles | nibbles << 8) & 0x00FF00FF00FF00FFL;
    nibbles = (nibbles | nibbles << 4) & 0x0F0F0F0F0F0F0F0FL;
    long letters = (nibbles + 0x0606060606060606L) >>> 4 & 0x0101010101010101L;
    return nibbles + 0x3030303030303030L + letters * ('a' - '9' - 1);
  }

  /** The spelling of one moment in UTC, made once for a batch. */
  private static final class IsoClock {
    private byte[] text = {};

    void set(long millis) {
      String iso =
          Instant.ofEpochMilli(millis)
              .atOffset(ZoneOffset.UTC)
              .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT));
      text = iso.getBytes(StandardCharsets.US_ASCII);
    }

    void write(byte[] into, int at) {
      System.arraycopy(text, 0, into, at, text.length);
    }
  }
}
