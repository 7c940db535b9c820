package qts.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/**
 * A record that can be made again from three numbers: the {@code n}-th of an appending {@code
 * thread} in a {@code life} of the process. So whoever finds a record can tell whether it is what
 * was offered.
 */
record Sample(int life, int thread, int n) {
  private static final int PREFIX_CHARS = 24;

  byte[] payload() {
    Random random = new Random(((long) life << 40) ^ ((long) thread << 32) ^ n);
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    byte[] payload = new byte[PREFIX_CHARS + noise.length];
    byte[] prefix = "%10d %2d %10d".formatted(life, thread, n).getBytes(US_ASCII);
    System.arraycopy(prefix, 0, payload, 0, PREFIX_CHARS);
    System.arraycopy(noise, 0, payload, PREFIX_CHARS, noise.length);
    return payload;
  }

  long key() {
    return RecordKey.of("%10d %2d %10d".formatted(life, thread, n));
  }

  /** Fills an entry that is received now. */
  Entry fill(Entry entry, Storage clocks) {
    byte[] payload = payload();
    RecordKind kind = thread == 0 ? RecordKind.JUDGMENT : RecordKind.SNAPSHOT;
    return entry
        .of(kind, "thread@" + thread, n, clocks.millis(), clocks.millis(), clocks.nanos())
        .payload(payload, 0, payload.length);
  }

  /** What the first bytes of a payload say it is. */
  static Sample of(Group group, int i) {
    String prefix = new String(group.data(), group.payloadFrom(i), PREFIX_CHARS, US_ASCII);
    return new Sample(
        Integer.parseInt(prefix.substring(0, 10).strip()),
        Integer.parseInt(prefix.substring(11, 13).strip()),
        Integer.parseInt(prefix.substring(14).strip()));
  }

  /** Finds the key of a sample that was recorded. */
  static long keyOf(Group group, int i) {
    return RecordKey.of(group.data(), group.payloadFrom(i), group.payloadFrom(i) + PREFIX_CHARS);
  }
}
