package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.DamageTally;
import qts.journal.JournalTree;

/** What is kept beside a journal, damaged: the tree is never taken for another, no note is lost. */
class KeptCheckpointsTest {
  private static final UUID JOURNAL = new UUID(1, 2);
  private static final long GROUPS = (1 << 11) - 1;

  @TempDir Path folder;

  @Test
  void theTreeIsFoundAsItWasKept() throws IOException {
    kept().save(standing());
    JournalTree.Standing found = kept().load().orElseThrow();
    assertThat(found.groups()).isEqualTo(GROUPS);
    assertThat(found.nextPosition()).isEqualTo(9_999);
    assertThat(found.subtrees()).isEqualTo(standing().subtrees());
  }

  @Test
  void everyFlippedBitTruncationAndZeroedSectorOfTheTreeIsNoticed() throws IOException {
    kept().save(standing());
    Path file = folder.resolve("checkpoints/tree");
    byte[] bytes = Files.readAllBytes(file);
    DamageTally tally = new DamageTally("damages of checkpoints/tree");
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertNotTaken(tally, "bit " + bit, file, damaged);
    }
    for (int length = 0; length < bytes.length; length++) {
      assertNotTaken(tally, "cut to " + length, file, Arrays.copyOf(bytes, length));
    }
    byte[] zeroed = bytes.clone();
    Arrays.fill(zeroed, 0, Math.min(512, bytes.length), (byte) 0);
    assertNotTaken(tally, "first sector zeroed", file, zeroed);
    tally.tell();
  }

  @Test
  void theTreeOfAnotherJournalIsNotTaken() throws IOException {
    new KeptCheckpoints(folder, new UUID(3, 4)).save(standing());
    assertThat(kept().load()).isEmpty();
  }

  /**
   * A crash while a checkpoint is appended leaves any part of it; the next one goes in its place.
   */
  @Test
  void whereverTheLastNoteWasCutTheNextFollowsTheLastWholeOne() throws IOException {
    Path file = folder.resolve("checkpoints/segment-0000000001.txt");
    KeptCheckpoints before = kept();
    before.append(note("first"), 1);
    before.append(note("second"), 1);
    byte[] bytes = Files.readAllBytes(file);
    int whole = (note("first") + "\n").getBytes(UTF_8).length;
    for (int length = 0; length <= bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      kept().append(note("third"), 1);
      String kept = length == bytes.length ? "second" : length >= whole ? "first" : "";
      assertThat(Files.readString(file))
          .as("cut to %d of %d", length, bytes.length)
          .isEqualTo(
              switch (kept) {
                case "second" ->
                    note("first") + "\n" + note("second") + "\n" + note("third") + "\n";
                case "first" -> note("first") + "\n" + note("third") + "\n";
                default -> note("third") + "\n";
              });
    }
  }

  private static String note(String what) {
    return "origin/1\n1\nroot\njournal j\nposition 7\ntime " + what + "\n\n— origin/1 sig\n";
  }

  private void assertNotTaken(DamageTally tally, String what, Path file, byte[] damaged)
      throws IOException {
    tally.count();
    Files.write(file, damaged);
    assertThat(kept().load()).as(what).isEmpty();
  }

  private KeptCheckpoints kept() {
    return new KeptCheckpoints(folder, JOURNAL);
  }

  private static JournalTree.Standing standing() {
    byte[] subtrees = new byte[32 * Long.bitCount(GROUPS)];
    new SplittableRandom(5).nextBytes(subtrees);
    return new JournalTree.Standing(GROUPS, 9_999, subtrees);
  }
}
