package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the index of a sealed segment comes to the disk, and what holds it until then. */
class IndexSaverTest {
  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private final List<String> warnings = new ArrayList<>();
  private final SteppedJournal journal = new SteppedJournal(disk, new Warned());

  IndexSaverTest() throws IOException {}

  private final class Warned extends SilentListener {
    @Override
    public void onWarning(String what) {
      warnings.add(what);
    }
  }

  @BeforeEach
  void aSegmentWasJustSealed() throws IOException {
    journal.group("run007");
    journal.roll();
  }

  private List<Boolean> saved() throws IOException {
    return List.of(
        disk.exists(SegmentHeader.indexName(1)), disk.exists(SegmentHeader.indexName(2)));
  }

  private List<Long> found() throws IOException {
    try (JournalReader reader = journal.journal().reader()) {
      return reader.find(RecordKey.of("run007"));
    }
  }

  @Test
  void keysAreFoundBeforeTheirIndexIsSavedAndAfterwards() throws IOException {
    assertThat(saved()).containsExactly(false, false);
    assertThat(found()).containsExactly(0L);
    journal.journal().step();
    assertThat(saved()).containsExactly(true, false);
    assertThat(found()).containsExactly(0L);
  }

  @Test
  void anIndexIsSavedBeforeTheNextOneIsTaken() throws IOException {
    UUID id = new UUID(2, 2);
    SimulatedStorage other = new SimulatedStorage(1, 1 << 20);
    IndexSaver saver =
        new IndexSaver(other, new Catalog(other, id, SteppedJournal.KEYS, true), new Warned());
    for (long number = 1; number <= 2; number++) {
      Segment segment = new Segment(new SegmentHeader(id, number, 0, 0, Hash.ZERO));
      saver.offer(segment, SegmentIndex.of(0, List.of(), new SegmentKeys(new long[1], 1)));
    }
    assertThat(other.list()).containsExactly(SegmentHeader.indexName(1));
  }

  @Test
  void anOrderlyEndSavesWhatIsLeft() throws IOException {
    journal.close();
    assertThat(saved()).containsExactly(true, false);
  }

  @Test
  void anIndexThatWasLostWithTheProcessIsMadeAgain() throws IOException {
    byte[] wanted = savedBySomebodyWhoWasNotKilled();
    disk.losePower();
    try (SteppedJournal after = new SteppedJournal(disk, new Warned())) {
      assertThat(after.journal().reader().find(RecordKey.of("run007"))).containsExactly(0L);
    }
    assertThat(disk.bytes(SegmentHeader.indexName(1))).isEqualTo(wanted);
  }

  private static byte[] savedBySomebodyWhoWasNotKilled() throws IOException {
    SimulatedStorage other = new SimulatedStorage(1, 64 << 20);
    try (SteppedJournal same = new SteppedJournal(other)) {
      same.group("run007");
      same.roll();
    }
    return other.bytes(SegmentHeader.indexName(1));
  }
}
