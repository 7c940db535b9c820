package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qts.DamageTally;

/** Files of checkpoints in which a write was interrupted, and such as only look like it. */
class BrokenCheckpointsTest {
  private static final boolean EXHAUSTIVE = DamageTally.EXHAUSTIVE;
  private static final String TEXT =
      TestSigner.NAME
          + "\n%d\nq1QfJs4wcTr+jG3y2kkb6yY4cGPpqmpJbyfU/xvfo7k=\n"
          + "journal 0c4e3f0a-7d52-4c8e-9c0a-6d1f2b3a4c5d\nposition %d\n%stime 2026-03-02T09:00:00.000Z\n";
  private static final String CHAIN = "chain J1QfJs4wcTr+jG3y2kkb6yY4cGPpqmpJbyfU/xvfo7k=\n";

  private TestSigner signer;
  private List<VerifierKey> keys;

  @BeforeEach
  void aKey() throws GeneralSecurityException {
    signer = new TestSigner();
    keys = List.of(VerifierKey.parse(signer.key()).orElseThrow());
  }

  /** What remains of a write, and the next one, which first ends a line that is not ended. */
  @Test
  void whereverAWriteWasInterruptedWhatFollowsIsReadAndNothingIsViolated()
      throws GeneralSecurityException {
    for (String chain : List.of("", CHAIN)) {
      byte[] torn = (note(2, chain) + "\n").getBytes(UTF_8);
      for (int length = 1; length < torn.length; length++) {
        byte[] part = Arrays.copyOf(torn, length);
        for (String repair : torn[length - 1] == '\n' ? List.of("") : List.of("\n", "\n\n")) {
          byte[] bytes = join(note(1, chain) + "\n", part, repair + note(3, chain) + "\n");
          boolean whole = length >= torn.length - 2;
          assertThat(read(bytes))
              .as("%d bytes, repaired by %d", length, repair.length())
              .isEqualTo(
                  whole
                      ? new Read(List.of(1L, 2L, 3L), List.of(), List.of())
                      : new Read(List.of(1L, 3L), List.of(), List.of(interrupted(note(1, chain)))));
        }
      }
    }
  }

  private static String interrupted(String before) {
    return "f holds only the beginning of a checkpoint at byte %d: a write was interrupted"
        .formatted((before + "\n").getBytes(UTF_8).length);
  }

  @Test
  void severalInterruptedWritesInARowAreWarnings() throws GeneralSecurityException {
    byte[] bytes =
        join("qts-obs\n\n", "qts-observer/0123456789abcdef\n".getBytes(UTF_8), note(1, ""));
    assertThat(read(bytes))
        .isEqualTo(
            new Read(
                List.of(1L),
                List.of(),
                List.of(
                    "f holds only the beginning of a checkpoint at byte 0: a write was interrupted",
                    "f holds only the beginning of a checkpoint at byte 9: a write was"
                        + " interrupted")));
  }

  @Test
  void whatIsNotTheBeginningOfACheckpointIsNamed() throws GeneralSecurityException {
    for (String other :
        List.of(
            "\0\0\0\0",
            "hello",
            TestSigner.NAME + "\n12x",
            TestSigner.NAME + "\n12\nro-t",
            TEXT.formatted(2, 2, "") + "signed",
            TEXT.formatted(2, 2, "") + "\n— someone else",
            note(2, "").strip() + "=")) {
      assertThat(read(join(note(1, "") + "\n", (other + "\n\n").getBytes(UTF_8), note(3, ""))))
          .as(other)
          .matches(read -> read.positions.getFirst() == 1 && read.violated.size() == 1);
    }
  }

  /** A flipped bit must never make a whole checkpoint look like one that was not written whole. */
  @Test
  void everyFlippedBitBesideAnInterruptedWriteIsNamed() throws GeneralSecurityException {
    String torn = TEXT.formatted(2, 2, "") + "\n\n";
    for (String chain : List.of("", CHAIN)) {
      String first = note(1, chain) + "\n";
      byte[] bytes = (first + torn + note(3, chain) + "\n").getBytes(UTF_8);
      int second = first.getBytes(UTF_8).length;
      int third = second + torn.length();
      DamageTally tally = new DamageTally("flipped bits beside an interrupted checkpoint");
      for (int bit = 0; bit < 8 * (bytes.length - 1); bit += EXHAUSTIVE ? 1 : 3) {
        int at = bit / 8;
        if (at < second - 1 || at >= third) {
          byte[] damaged = bytes.clone();
          damaged[at] ^= (byte) (1 << (bit % 8));
          tally.count();
          assertThat(read(damaged).violated).as("bit %d", bit).isNotEmpty();
        }
      }
      tally.tell();
    }
  }

  /** What a file was found to hold. */
  private record Read(List<Long> positions, List<String> violated, List<String> warnings) {}

  private Read read(byte[] bytes) {
    CheckpointFile file = CheckpointFile.parse("f", bytes, keys);
    return new Read(
        file.entries().stream().map(entry -> entry.checkpoint().position()).toList(),
        file.findings().violations().stream().map(Violation::what).toList(),
        file.findings().warnings());
  }

  private String note(long size, String chain) throws GeneralSecurityException {
    return signer.sign(TEXT.formatted(size, size, chain));
  }

  private static byte[] join(String before, byte[] part, String after) {
    byte[] head = before.getBytes(UTF_8);
    byte[] tail = after.getBytes(UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + part.length + tail.length);
    System.arraycopy(part, 0, all, head.length, part.length);
    System.arraycopy(tail, 0, all, head.length + part.length, tail.length);
    return all;
  }
}
