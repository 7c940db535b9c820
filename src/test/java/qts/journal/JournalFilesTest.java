package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a journal holds while it is open and gives back when it ends, and what it refuses. */
class JournalFilesTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);

  @Test
  void anOrderlyEndWithoutThreadsWritesAndGivesBackEverything() throws IOException {
    Journal journal = stepped();
    append(journal, 100, 0);
    journal.step();
    assertThat(disk.openFiles()).isEqualTo(2);
    append(journal, 100, 0);
    journal.closeStepped();

    assertThat(disk.openFiles()).isZero();
    assertThat(disk.isLocked()).isFalse();
    try (JournalReader reader = JournalReader.open(disk, (group, i) -> 0)) {
      assertThat(reader.nextPosition()).isEqualTo(2);
    }
  }

  @Test
  void anOrderlyEndWithThreadsGivesEverythingBack() throws IOException {
    Journal journal =
        Journal.open(disk, SETTINGS, () -> new UUID(1, 1), (group, i) -> 0, new SilentListener());
    long position = append(journal, 100, 0);
    journal.awaitDurable(position);
    journal.close();

    assertThat(disk.openFiles()).isZero();
    assertThat(disk.isLocked()).isFalse();
  }

  @Test
  void aKilledJournalHoldsNoFiles() throws IOException {
    Journal journal = stepped();
    append(journal, 100, 0);
    journal.step();
    journal.abandon();

    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void anOpeningThatFailsHoldsNothing() throws IOException {
    stepped().closeStepped();
    disk.failAt(1, true);

    assertThatExceptionOfType(IOException.class).isThrownBy(this::stepped);
    assertThat(disk.openFiles()).isZero();
    assertThat(disk.isLocked()).isFalse();
  }

  @Test
  void aRecordAboveTheLimitIsRefused() throws IOException {
    Journal journal = stepped();
    int most = journal.maxPayloadBytes() + 4096;

    assertThat(append(journal, most - 4096, 4096)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> append(journal, most - 4096, 4097))
        .withMessage("a record of " + (most + 1) + " bytes is above the limit");
  }

  private Journal stepped() throws IOException {
    return Journal.openStepped(
        disk, SETTINGS, () -> new UUID(1, 1), (group, i) -> 0, new SilentListener());
  }

  private static long append(Journal journal, int payload, int notes) throws IOException {
    journal.step();
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
    entry.payload(new byte[payload], 0, payload);
    entry.notes(new byte[notes], notes);
    return journal.append(entry, 0);
  }
}
