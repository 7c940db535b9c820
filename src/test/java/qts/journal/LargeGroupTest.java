package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Groups of so many records that another thread hashes them while they are compressed. */
class LargeGroupTest {
  private static final int RECORDS = 5_000;

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);

  @Test
  void theTreeHashOfALargeGroupIsThatOfItsRecords() throws IOException {
    Journal journal =
        Journal.openStepped(
            disk,
            JournalSettings.standard().withSegmentBytes(4 << 20).withDiskReserveBytes(0),
            () -> new UUID(1, 1),
            (group, i) -> 0,
            new SilentListener());
    journal.step();
    for (int time = 0; time < 3; time++) {
      append(journal);
      journal.step();
    }
    journal.closeStepped();
    ScrubbedSegment scrubbed = new Scrub(disk).check(1, bytes -> true);
    assertThat(scrubbed.damages()).isEmpty();
    assertThat(scrubbed.groups()).isEqualTo(3);
    assertThat(scrubbed.records()).isEqualTo(3 * RECORDS);
  }

  private static void append(Journal journal) throws IOException {
    Entry entry = new Entry();
    for (int i = 0; i < RECORDS; i++) {
      byte[] payload = ("record " + i).getBytes(UTF_8);
      entry.of(RecordKind.SNAPSHOT, "s@1", i, i, i, i);
      journal.append(entry.payload(payload, 0, payload.length), 0);
    }
  }
}
