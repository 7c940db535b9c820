package qts.runtime.judging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.decision.rules.SnapshotView;
import qts.safety.SafetyState;

/** A start goes on from what was remembered, and says the same when nothing was. */
class CheckpointTest {
  private static final int EARLIER = 600;
  private static final int LATER = 100;

  @TempDir Path folder;
  private final AtomicInteger shown = new AtomicInteger();

  @Test
  void aStartShowsTheRulesOnlyWhatIsNew() throws IOException {
    judgeSome();
    goOn();
    assertThat(shown).hasValue(LATER);
    assertThat(decisions()).isEqualTo(uninterrupted());
  }

  @Test
  void withoutACheckpointEverythingIsShownAgain() throws IOException {
    judgeSome();
    Files.delete(checkpoint());
    goOn();
    assertThat(shown).hasValue(EARLIER + LATER);
    assertThat(decisions()).isEqualTo(uninterrupted());
  }

  @Test
  void aBrokenCheckpointIsNotUsed() throws IOException {
    judgeSome();
    byte[] whole = Files.readAllBytes(checkpoint());
    for (int length : List.of(0, 7, 8, whole.length / 2, whole.length - 1)) {
      Files.write(checkpoint(), Arrays.copyOf(whole, length));
      restart();
    }
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    Files.write(checkpoint(), flipped);
    goOn();
    assertThat(shown).hasValue(EARLIER + LATER);
    assertThat(decisions()).isEqualTo(uninterrupted());
  }

  @Test
  void anOlderCheckpointIsCaughtUpWith() throws IOException {
    judgeSome();
    byte[] old = Files.readAllBytes(checkpoint());
    goOn();
    Files.write(checkpoint(), old);
    restart();
    assertThat(shown).hasValue(LATER);
    assertThat(decisions()).isEqualTo(uninterrupted());
  }

  @Test
  void aCheckpointAheadOfTheCursorIsNotUsed() throws IOException {
    judgeSome();
    byte[] cursor = Files.readAllBytes(cursor());
    goOn();
    Files.write(cursor(), cursor);
    restart();
    assertThat(shown).hasValue(EARLIER + LATER);
    assertThat(decisions()).isEqualTo(uninterrupted());
  }

  @Test
  void aCheckpointOfAnotherJournalIsNotUsed() throws IOException {
    judgeSome();
    byte[] other = Files.readAllBytes(checkpoint());
    other[8] ^= 1;
    Files.write(checkpoint(), Checksummed.of(other));
    goOn();
    assertThat(shown).hasValue(EARLIER + LATER);
    assertThat(decisions()).isEqualTo(uninterrupted());
  }

  private void judgeSome() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(parts())) {
      recorder.enableTrading().sendMany(0, EARLIER);
    }
  }

  /** Starts again, records more and notes how many snapshots the rules were shown. */
  private void goOn() throws IOException {
    shown.set(0);
    try (JudgedRecorder recorder = JudgedRecorder.closed(parts())) {
      recorder.judge(Optional.of(rules()), this::counting);
      recorder.sendMany(EARLIER, LATER);
      recorder.settle();
    }
  }

  private void restart() throws IOException {
    shown.set(0);
    try (JudgedRecorder recorder = JudgedRecorder.closed(parts())) {
      recorder.judge(Optional.of(rules()), this::counting);
      recorder.settle();
    }
  }

  private List<String> uninterrupted() throws IOException {
    Path whole = folder.resolve("whole");
    try (JudgedRecorder recorder = JudgedRecorder.open(whole)) {
      recorder.enableTrading().sendMany(0, EARLIER);
      recorder.sendMany(EARLIER, LATER);
    }
    return JudgedRecorder.decisions(whole);
  }

  private List<String> decisions() throws IOException {
    return JudgedRecorder.decisions(parts());
  }

  private Path parts() {
    return folder.resolve("parts");
  }

  private Path checkpoint() {
    return parts().resolve("cursors").resolve(JudgingCheckpoint.FILE);
  }

  private Path cursor() {
    return parts().resolve("cursors").resolve(JudgingCursor.FILE);
  }

  private static RuleSet rules() {
    return RuleSet.read(JudgedRecorder.RULES.getBytes(UTF_8));
  }

  private Judge counting(RuleSet rules) {
    return new Counting(JournalJudge.pipeline(rules), shown);
  }

  private record Counting(Judge judge, AtomicInteger shown) implements Judge {
    @Override
    public List<Decision> onSnapshot(SnapshotView view, SafetyState safety) {
      shown.incrementAndGet();
      return judge.onSnapshot(view, safety);
    }

    @Override
    public List<Block> flush() {
      return judge.flush();
    }

    @Override
    public void save(DataOutput out) throws IOException {
      judge.save(out);
    }

    @Override
    public void resume(DataInput in) throws IOException {
      judge.resume(in);
    }
  }

  /** Puts the checksum right again. */
  private static final class Checksummed {
    static byte[] of(byte[] changed) {
      CRC32C crc = new CRC32C();
      crc.update(changed, 0, changed.length - Long.BYTES);
      ByteBuffer.wrap(changed).putLong(changed.length - Long.BYTES, crc.getValue());
      return changed;
    }
  }
}
