package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Following a journal from outside while it is written step by step. */
class JournalFollowerTest {
  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);

  @Test
  void whatBecomesDurableIsSeenAtTheNextLook() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one", "two");
      try (JournalFollower follower = follow()) {
        assertThat(seen(follower)).containsExactly("one", "two");
        assertThat(follower.refresh()).as("nothing is new").isFalse();
        journal.group("three");
        assertThat(seen(follower)).containsExactly("one", "two");
        assertThat(follower.refresh()).isTrue();
        assertThat(seen(follower)).containsExactly("one", "two", "three");
        assertThat(follower.durablePosition()).isEqualTo(2);
      }
    }
  }

  /** It does not look at the whole folder anew, and holds nothing open that it does not read. */
  @Test
  void aLookCostsTheSameHoweverLongTheJournalIs() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      int open = disk.openFiles();
      try (JournalFollower follower = follow()) {
        int[] costs = new int[4];
        for (int i = 0; i < costs.length; i++) {
          journal.group("another");
          int calls = disk.calls();
          assertThat(follower.refresh()).isTrue();
          costs[i] = disk.calls() - calls;
          assertThat(disk.openFiles()).as("until it is read from").isEqualTo(open);
          assertThat(seen(follower)).hasSize((int) journal.journal().nextPosition());
          journal.roll();
          follower.refresh();
          assertThat(seen(follower)).hasSize((int) journal.journal().nextPosition());
        }
        assertThat(costs).containsOnly(costs[0]);
        assertThat(costs[0]).isLessThan(12);
      }
    }
  }

  @Test
  void aJournalThatIsNotThereYetIsFollowedOnceItIs() throws IOException {
    try (JournalFollower follower = follow()) {
      assertThat(follower.refresh()).isFalse();
      assertThat(follower.durablePosition()).isEqualTo(-1);
      try (SteppedJournal journal = new SteppedJournal(disk)) {
        journal.group("one");
        assertThat(follower.refresh()).isTrue();
        assertThat(seen(follower)).containsExactly("one");
      }
    }
  }

  @Test
  void theFollowerGoesOnIntoTheNextSegments() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      try (JournalFollower follower = follow()) {
        journal.roll();
        journal.roll();
        journal.group("last");
        assertThat(follower.refresh()).isTrue();
        assertThat(follower.durablePosition()).isEqualTo(journal.journal().durablePosition());
        assertThat(seen(follower)).isEqualTo(all(journal));
        assertThat(follower.reader().find(RecordKey.of("one"))).containsExactly(0L);
        journal.group("more");
        assertThat(follower.refresh()).isTrue();
        assertThat(seen(follower)).isEqualTo(all(journal)).endsWith("last", "more");
      }
    }
  }

  @Test
  void aSegmentThatBeganAndIsNotCoveredYetShowsNothing() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      byte[] covering = disk.bytes(Watermark.FILE).clone();
      journal.group("two");
      byte[] both = disk.bytes(Watermark.FILE).clone();
      disk.replace(Watermark.FILE, covering);
      try (JournalFollower follower = follow()) {
        assertThat(seen(follower)).containsExactly("one");
        assertThat(follower.refresh()).isFalse();
        disk.replace(Watermark.FILE, both);
        assertThat(follower.refresh()).isTrue();
        assertThat(seen(follower)).containsExactly("one", "two");
      }
    }
  }

  @Test
  void withoutAWatermarkAllThatIsThereCounts() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
    }
    disk.remove(Watermark.FILE);
    try (JournalFollower follower = follow()) {
      assertThat(seen(follower)).containsExactly("one");
      assertThat(follower.refresh()).isFalse();
    }
  }

  @Test
  void whereTheFramesDoNotFollowTheFolderIsLookedAtAnew() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      try (JournalFollower follower = follow()) {
        journal.group("two");
        journal.group("three");
        byte[] segment = disk.bytes(SegmentHeader.fileName(1)).clone();
        segment[ForgedFrame.at(segment, 1)] ^= 1;
        disk.replace(SegmentHeader.fileName(1), segment);
        assertThat(follower.refresh()).isTrue();
        assertThat(follower.durablePosition()).isEqualTo(2);
        assertThat(seen(follower)).containsExactly("one", "three");
      }
    }
  }

  @Test
  void aNextSegmentThatCannotBeReadDoesNotStopTheFollower() throws IOException {
    try (SteppedJournal journal = new SteppedJournal(disk)) {
      journal.group("one");
      try (JournalFollower headless = follow();
          JournalFollower without = follow()) {
        journal.roll();
        byte[] second = disk.bytes(SegmentHeader.fileName(2)).clone();
        byte[] damaged = second.clone();
        Arrays.fill(damaged, 0, 100, (byte) 0);
        disk.replace(SegmentHeader.fileName(2), damaged);
        assertThat(headless.refresh()).isTrue();
        assertThat(seen(headless)).startsWith("one").hasSameSizeAs(all(journal));
        int records = all(journal).size();
        disk.remove(SegmentHeader.fileName(2));
        assertThat(without.refresh()).isTrue();
        assertThat(seen(without)).hasSize(records - 1);
        assertThat(without.durablePosition()).isEqualTo(journal.journal().durablePosition());
        disk.replace(SegmentHeader.fileName(2), second);
      }
    }
  }

  private JournalFollower follow() throws IOException {
    return JournalFollower.open(disk, SteppedJournal.KEYS);
  }

  private static List<String> seen(JournalFollower follower) throws IOException {
    SeenRecords seen = new SeenRecords();
    follower.reader().forward(ReadRange.everything(), seen);
    return seen.texts();
  }

  private static List<String> all(SteppedJournal journal) throws IOException {
    SeenRecords seen = new SeenRecords();
    try (JournalReader reader = journal.journal().reader()) {
      reader.forward(ReadRange.everything(), seen);
    }
    return seen.texts();
  }
}
