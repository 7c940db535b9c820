package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process ends because a sync failed, and the next one finds in the system's cache what the disk
 * lacks. What it goes on from must survive the power cut that follows.
 */
class UnsyncedTailTest {
  private static final String SEGMENT = SegmentHeader.fileName(1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5})
  void whicheverSyncFailedOnTheWayToANewSegment(long seed) throws IOException {
    SimulatedStorage disk;
    int failed = 0;
    do {
      failed++;
      disk = new SimulatedStorage(seed, 8 << 20);
      SteppedJournal journal = new SteppedJournal(disk, new ForgivingListener());
      journal.group("one");
      disk.failAt(failed, Fault.LOST_ON_SYNC, false);
      rollAsFarAsPossible(journal);
      assertThatNothingIsLostOf(disk);
    } while (disk.wasStruck());
    assertThat(failed).isGreaterThan(30);
  }

  /** The mark of the writer before still says that all was well up to this position. */
  @ParameterizedTest
  @MethodSource("qts.journal.SimulatedStorage#seeds")
  void ofASealRightAfterAStartThatFollowedAnOrderlyEnd(long seed) throws IOException {
    SimulatedStorage disk = new SimulatedStorage(seed, 8 << 20);
    try (SteppedJournal first = new SteppedJournal(disk)) {
      first.group("one");
    }
    disk.killProcess();
    disk.advance(SteppedJournal.SETTINGS.segmentMillis() + 1);
    SteppedJournal second = new SteppedJournal(disk, new ForgivingListener());
    disk.failAt(1, Fault.LOST_ON_SYNC, false);
    second.group("two");
    assertThat(second.journal().failure()).isNotNull();
    assertThatNothingIsLostOf(disk);
  }

  private static void rollAsFarAsPossible(SteppedJournal journal) throws IOException {
    try {
      journal.roll();
    } catch (JournalFailedException expected) {
      assertThat(expected).hasRootCauseInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("qts.journal.SimulatedStorage#seeds")
  void ofADamagedSegmentAsWell(long seed) throws IOException {
    SimulatedStorage disk = new SimulatedStorage(seed, 8 << 20);
    SteppedJournal journal = new SteppedJournal(disk, new ForgivingListener());
    journal.group("one");
    journal.group("two");
    journal.group("three");
    disk.failAt(1, Fault.LOST_ON_SYNC, false);
    journal.group("four");
    assertThat(journal.journal().failure()).isNotNull();
    damageTheGroup(disk, 1);

    disk.killProcess();
    Journal second = new SteppedJournal(disk).journal();
    disk.losePower();
    assertThat(new SteppedJournal(disk).journal().nextPosition()).isEqualTo(second.nextPosition());
  }

  /** In the cache alone: chance decides whether the disk gets it. */
  private static void damageTheGroup(SimulatedStorage disk, int number) throws IOException {
    byte[] bytes = disk.bytes(SEGMENT);
    int at = ForgedFrame.at(bytes, number) + FrameHeader.BYTES;
    try (StorageFile file = disk.open(SEGMENT, Storage.Mode.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[at]}), at);
    }
  }

  private static void assertThatNothingIsLostOf(SimulatedStorage disk) throws IOException {
    disk.killProcess();
    SteppedJournal second = new SteppedJournal(disk);
    second.group("another");
    disk.losePower();
    Journal third = new SteppedJournal(disk).journal();
    assertThat(third.recovery().damages()).isEmpty();
    assertThat(third.nextPosition()).isEqualTo(second.journal().nextPosition());
  }
}
