package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotesTest {
  private static final long SEED = 42;

  @Test
  void nothingToStateTakesTwoBytes() {
    assertThat(hex(new Notes())).isEqualTo("0100");
  }

  @Test
  void theDeltasOfAUsualSnapshotTakeEightBytes() {
    Notes notes = new Notes();
    notes.priceDelta().set(-50, 2);
    notes.volumeDelta().set(130, 0);

    assertThat(hex(notes)).isEqualTo("0106026300" + "8402");
  }

  @Test
  void everythingAtOnceIsEncodedLikeThis() {
    Notes notes = full();

    assertThat(hex(notes))
        .isEqualTo(
            "01"
                + "3f"
                + "c001"
                + "12ffffffffffffffffff01"
                + "0000"
                + "02e1a712"
                + "02057374c3b670");
  }

  @Test
  void whatWasEncodedIsDecoded() {
    Notes notes = full();
    Notes decoded = new Notes();
    byte[] bytes = bytes(notes);
    decoded.decode(bytes, 0, bytes.length);

    assertThat(decoded).usingRecursiveComparison().isEqualTo(notes);
  }

  @Test
  void noBytesMeanNothingStated() {
    Notes decoded = full();
    decoded.decode(new byte[0], 0, 0);

    assertThat(decoded).usingRecursiveComparison().isEqualTo(new Notes());
  }

  @Test
  void aReasonBeyondTheLimitIsShortenedAndStillFits() {
    Notes notes = full();
    notes.guard(GuardAction.NO_OP, "한".repeat(Notes.MAX_REASON + 1));

    assertThat(notes.guardReason()).hasSize(Notes.MAX_REASON).endsWith("한…");
    assertThat(bytes(notes).length).isLessThanOrEqualTo(Notes.MAX_BYTES);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0200, 'version 2 is not known, only 1'",
    "01, they end too early",
    "0180, unknown parts 128",
    "0160, unknown code 3",
    "0101ff, they end too early",
    "01018004, unknown flags 512",
    "010213, a delta with scale 19",
    "0101, they end too early",
    "010200ffffffffffffffffffff, a number without an end",
    "01080300, unknown code 3",
    "01080000, a gap of 0 ms",
    "0110000a4f, a text longer than they are",
    "010000, more bytes than parts"
  })
  void damagedOrLaterNotesAreNotRead(String hex, String problem) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThatExceptionOfType(UnreadableNotesException.class)
        .isThrownBy(() -> new Notes().decode(bytes, 0, bytes.length))
        .withMessage("the notes beside the snapshot can't be read: " + problem);
  }

  @Test
  void noBytesWhateverMakeDecodingFailInAnotherWay() {
    Random random = new Random(SEED);
    Notes notes = new Notes();
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(20)];
      random.nextBytes(bytes);
      bytes[0] = 1;
      try {
        notes.decode(bytes, 0, bytes.length);
        read++;
      } catch (UnreadableNotesException expected) {
        assertThat(expected).hasMessageStartingWith("the notes beside the snapshot can't be read");
      }
    }
    assertThat(read).as("seed " + SEED).isPositive();
  }

  private static Notes full() {
    Notes notes = new Notes();
    notes.flag(SemanticRule.PRICE_JUMP);
    notes.flag(SemanticRule.ZERO_VOLUME);
    notes.priceDelta().set(Long.MIN_VALUE, 18);
    notes.volumeDelta().set(0, 0);
    notes.silence(300_001);
    notes.guard(GuardAction.NO_OP, "stöp");
    return notes;
  }

  private static byte[] bytes(Notes notes) {
    byte[] bytes = new byte[3 + Notes.MAX_BYTES];
    return Arrays.copyOfRange(bytes, 3, notes.encode(bytes, 3));
  }

  private static String hex(Notes notes) {
    return HexFormat.of().formatHex(bytes(notes));
  }
}
