package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of bytes behind the last group of a journal that was not closed in order. */
class TailRepairTest {
  private static final String SEGMENT = SegmentHeader.fileName(1);

  private final SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);
  private int end;

  @BeforeEach
  void twoGroups() throws IOException {
    SteppedJournal journal = new SteppedJournal(disk);
    journal.group("one");
    journal.group("two");
    end = ForgedFrame.at(disk.bytes(SEGMENT), 2);
    disk.killProcess();
  }

  @Test
  void whatIsCutIsKeptExactlyAndTheRestIsZeros() throws IOException {
    byte[] whole = disk.bytes(SEGMENT).clone();
    tear(5, 200_000);
    byte[] torn = disk.bytes(SEGMENT).clone();

    assertThat(cut()).isEqualTo(200_001);
    assertThat(disk.bytes(SEGMENT)).isEqualTo(whole);
    assertThat(disk.bytes(kept(""))).isEqualTo(Arrays.copyOfRange(torn, end, end + 200_001));
  }

  @Test
  void aSecondTearAtTheSamePlaceAndTimeGetsANameOfItsOwn() throws IOException {
    disk.replace(kept(""), new byte[] {1});
    disk.replace(kept("-2"), new byte[] {2});
    tear(0, 0);

    assertThat(cut()).isOne();
    assertThat(disk.bytes(kept("-3"))).isEqualTo(new byte[] {7});
    assertThat(List.of(disk.bytes(kept(""))[0], disk.bytes(kept("-2"))[0]))
        .containsExactly((byte) 1, (byte) 2);
  }

  @Test
  void whereThereIsNoRoomForTheCutBytesWhatWasMadeAheadGoes() throws IOException {
    tear(0, 100_000);
    byte[] whole = disk.bytes(SEGMENT).clone();
    Arrays.fill(whole, end, whole.length, (byte) 0);
    assertThat(disk.exists(Preallocator.SPARE)).isTrue();
    disk.resize((8 << 20) - disk.usableBytes());

    assertThat(cut()).isEqualTo(100_001);
    assertThat(disk.bytes(SEGMENT)).isEqualTo(whole);
    assertThat(disk.bytes(kept(""))).hasSize(100_001);
    assertThat(disk.exists(Preallocator.SPARE)).isFalse();
  }

  private String kept(String suffix) {
    return "quarantine/" + SEGMENT + "." + end + "." + disk.millis() + suffix;
  }

  /** Leaves bytes behind the end, the last of them at {@code to}. */
  private void tear(int from, int to) throws IOException {
    byte[] torn = disk.bytes(SEGMENT).clone();
    torn[end + from] = 7;
    torn[end + to] = 7;
    disk.replace(SEGMENT, torn);
  }

  private long cut() throws IOException {
    Recovery.State state = Recovery.run(disk, () -> new UUID(1, 1), SteppedJournal.KEYS, true);
    assertThat(state.damages()).isEmpty();
    assertThat(state.nextPosition()).isEqualTo(2);
    return state.cutBytes();
  }
}
