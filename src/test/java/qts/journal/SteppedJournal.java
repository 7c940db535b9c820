package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.Random;
import java.util.UUID;

/**
 * A journal on a simulated disk that is written step by step. The record at position p happened at
 * p and was received at 1000 + p; its key is that of the first word of its payload.
 */
final class SteppedJournal implements Closeable {
  static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  static final KeyReader KEYS =
      (group, i) -> RecordKey.of(new String(group.payload(i), UTF_8).split(" ", 2)[0]);
  private static final int NOISE_BYTES = 8_000;

  private final Journal journal;
  private final Entry entry = new Entry();

  SteppedJournal(SimulatedStorage disk) throws IOException {
    this(disk, new SilentListener());
  }

  SteppedJournal(SimulatedStorage disk, JournalListener listener) throws IOException {
    this.journal = Journal.openStepped(disk, SETTINGS, () -> new UUID(1, 1), KEYS, listener);
    journal.step();
  }

  Journal journal() {
    return journal;
  }

  /** Writes a group of these texts. */
  void group(String... texts) throws IOException {
    for (String text : texts) {
      add(text.getBytes(UTF_8));
    }
    journal.step();
  }

  /** Writes groups of noise until another segment begins; the last of them is in that. */
  void roll() throws IOException {
    long next = journal.newestSegment() + 1;
    while (journal.newestSegment() < next) {
      byte[] noise = new byte[NOISE_BYTES];
      new Random(journal.nextPosition()).nextBytes(noise);
      add(noise);
      journal.step();
    }
  }

  private void add(byte[] payload) throws IOException {
    while (!journal.hasRoom(payload.length)) {
      journal.step();
    }
    long p = journal.nextPosition();
    entry.of(RecordKind.SNAPSHOT, "s@1", p, p, 1_000 + p, p).payload(payload, 0, payload.length);
    journal.append(entry, RecordKey.of(new String(payload, UTF_8).split(" ", 2)[0]));
  }

  /** Ends in order. */
  @Override
  public void close() throws IOException {
    journal.closeStepped();
  }
}
