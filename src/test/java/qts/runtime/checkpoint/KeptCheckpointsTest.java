package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.DamageTally;
import qts.journal.JournalTree;

/** What is kept beside a journal, damaged: the tree is never taken for another, no note is lost. */
class KeptCheckpointsTest {
  private static final UUID JOURNAL = new UUID(1, 2);
  private static final long GROUPS = (1 << 11) - 1;
  private static final SigningKey KEY = SigningKey.create(new SecureRandom());

  @TempDir Path folder;

  @Test
  void theTreeIsFoundAsItWasKept() throws IOException {
    keep(standing());
    JournalTree.Standing found = kept().load(KEY).orElseThrow();
    assertThat(found.groups()).isEqualTo(GROUPS);
    assertThat(found.nextPosition()).isEqualTo(9_999);
    assertThat(found.subtrees()).isEqualTo(standing().subtrees());
  }

  @Test
  void theTreeIsNotTakenUnlessTheSameKeySignedItsRoot() throws IOException {
    keep(standing());
    byte[] forged = standing().subtrees();
    forged[7] ^= 1;
    kept().save(new JournalTree.Standing(GROUPS, 9_999, forged));
    assertThat(kept().load(KEY)).isEmpty();

    kept().save(standing());
    assertThat(kept().load(SigningKey.create(new SecureRandom()))).isEmpty();
    assertThat(kept().load(KEY)).isPresent();

    Path notes = folder.resolve("checkpoints/segment-0000000001.txt");
    Files.writeString(notes, Files.readString(notes).replace("time 2", "time 3"));
    assertThat(kept().load(KEY)).isEmpty();
  }

  /** With a checksum that is right, as no damage has it. */
  @Test
  void aTreeWhoseNumbersDoNotFitIsNotTaken() throws IOException {
    keep(standing());
    Path file = folder.resolve("checkpoints/tree");
    byte[] bytes = Files.readAllBytes(file);
    for (long next : List.of(GROUPS - 1, -1L)) {
      ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(40, next);
      CRC32C crc = new CRC32C();
      crc.update(bytes, 0, bytes.length - 4);
      b.putInt(bytes.length - 4, (int) crc.getValue());
      Files.write(file, bytes);
      assertThat(kept().load(KEY)).isEmpty();
    }
  }

  @Test
  void everyFlippedBitTruncationAndZeroedSectorOfTheTreeIsNoticed() throws IOException {
    keep(standing());
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
    keep(standing());
    new KeptCheckpoints(folder, new UUID(3, 4)).save(standing());
    assertThat(kept().load(KEY)).isEmpty();
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

  /** Keeps a tree and its checkpoint, as the service does. */
  private void keep(JournalTree.Standing standing) throws IOException {
    String text = CheckpointText.begin(KEY, JOURNAL, standing) + "time 2026-11-29T00:00:00.000Z\n";
    kept().append(KEY.sign(text), 1);
    kept().save(standing);
  }

  private static String note(String what) {
    return "origin/1\n1\nroot\njournal j\nposition 7\ntime " + what + "\n\n— origin/1 sig\n";
  }

  private void assertNotTaken(DamageTally tally, String what, Path file, byte[] damaged)
      throws IOException {
    tally.count();
    Files.write(file, damaged);
    assertThat(kept().load(KEY)).as(what).isEmpty();
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
