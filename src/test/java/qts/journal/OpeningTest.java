package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an opened journal knows of its segments at first, and what a failed opening leaves. */
class OpeningTest {
  private static final UUID ID = new UUID(1, 1);

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);

  private Journal open(JournalSettings settings) throws IOException {
    return Journal.openStepped(disk, settings, () -> ID, SteppedJournal.KEYS, new SilentListener());
  }

  @Test
  void anOpeningThatTheDiskRefusesKeepsNoFileAndNoLock() throws IOException {
    SteppedJournal killed = new SteppedJournal(disk);
    killed.group("one", "two");
    killed.journal().abandon();
    disk.killProcess();
    int refused = 0;
    for (boolean opened = false; !opened; refused++) {
      disk.failAt(refused + 1, true);
      opened = opens();
      disk.healthy();
    }
    assertThat(refused).isGreaterThan(10);
  }

  /** Whether the journal can be opened; if not, nothing may be left of the attempt. */
  private boolean opens() throws IOException {
    try {
      open(SteppedJournal.SETTINGS).abandon();
      return true;
    } catch (IOException e) {
      assertThat(List.of(disk.openFiles(), disk.isLocked())).isEqualTo(List.of(0, false));
      return false;
    }
  }

  @Test
  void aSegmentThatHoldsNothingOfARangeIsToldByItsSummary() throws IOException {
    try (SteppedJournal written = new SteppedJournal(disk)) {
      for (int i = 0; i < 4; i++) {
        written.roll();
      }
    }
    JournalSettings settings =
        new JournalSettings(256 * 1024, 86_400_000, 32 * 1024, 5, 1, DiskLimits.standard());
    Journal journal = open(settings.withDiskReserveBytes(0));
    try (JournalReader reader = journal.reader()) {
      SeenRecords seen = new SeenRecords();
      reader.forward(ReadRange.everything().kinds(RecordKind.JUDGMENT.bit()), seen);
      assertThat(List.of(seen.texts(), seen.damages())).containsOnly(List.of());
    }
    journal.closeStepped();
  }

  @Test
  void keysThatCannotBeReadLeaveNoFileOpen() throws IOException {
    SegmentIndex index =
        SegmentIndex.of(5_000, List.of(), new SegmentKeys(new long[] {1L << 24}, 1));
    index.save(disk, ID, 5);
    disk.failAt(2, true);
    assertThatIOException().isThrownBy(() -> index.withoutKeys().keys(disk, 5));
    assertThat(disk.openFiles()).isZero();
  }

  @Test
  void onSeveralProcessorsAnotherThreadHashesAndTheRecordsAreTheSame(@TempDir Path folder)
      throws IOException {
    DiskStorage storage = new DiskStorage(folder, InstantSource.system(), System::nanoTime);
    JournalSettings settings = SteppedJournal.SETTINGS.withProcessors(2).withDelayMillis(1_000);
    try (Journal journal =
        Journal.open(storage, settings, () -> ID, SteppedJournal.KEYS, new SilentListener())) {
      Entry entry = new Entry();
      byte[] payload = {'a', ' ', 'b'};
      long last = 0;
      for (int i = 0; i < 1_000; i++) {
        entry.of(RecordKind.SNAPSHOT, "s@1", i, i, i, i).payload(payload, 0, payload.length);
        last = journal.append(entry, RecordKey.of("a"));
      }
      journal.awaitDurable(last);
      try (JournalReader reader = journal.reader()) {
        assertThat(reader.find(RecordKey.of("a"))).hasSize(1_000);
      }
    }
  }
}
