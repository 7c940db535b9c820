package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that were made to cost whoever verifies them time or memory. */
class CraftedFilesTest {
  private static final int RECORDS = 16_384;
  private static final int SNAPSHOT = 1;
  private static final byte[] PAYLOAD = "{}".getBytes(UTF_8);

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private InputStream in = InputStream.nullInputStream();

  @Test
  void moreShapesThanAGroupMayHaveAreNamed() throws IOException {
    CraftedJournal.Body body = named(65);
    try (CraftedJournal journal = new CraftedJournal(folder).beginSegment()) {
      journal.group(body, RECORDS, Hash.ZERO, 1 << SNAPSHOT);
    }
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("the body of the group can't be read: a count of 65 where 64 is the most");
  }

  private static CraftedJournal.Body named(int shapes) {
    CraftedJournal.Body body = new CraftedJournal.Body().number(1).block(new byte[] {'a'});
    body.number(shapes);
    for (int shape = 0; shape < shapes; shape++) {
      body.number(2).block(new byte[0]).block(new byte[0]);
    }
    return body;
  }

  /** A value that all records share is in the body once: a few bytes would make gigabytes. */
  @Test
  void recordsThatAreMoreThanAGroupMayHoldAreNamed() throws IOException {
    CraftedJournal.Body body = named(1).numbers(RECORDS, SNAPSHOT);
    body.numbers(6 * RECORDS, 0).numbers(RECORDS, 1);
    body.number(0).block(new byte[1 << 20]).numbers(4 * RECORDS, 0);
    try (CraftedJournal journal = new CraftedJournal(folder).beginSegment()) {
      journal.group(body, RECORDS, Hash.ZERO, 1 << SNAPSHOT);
    }
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("the body of the group can't be read: the records take more than the limit");
  }

  /** Every 176 bytes a header that is right, of a frame that reaches far and is none. */
  @Test
  void beginningsOfFramesThatAreNoneAreNotLookedThroughWithoutEnd() throws IOException {
    ByteBuffer b = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
    int body = (2 << 20) - 188;
    for (int at = 0; at + 176 <= b.capacity(); at += 176) {
      b.putInt(at, 0x47535451).put(at + 4, (byte) 1).put(at + 5, (byte) 1);
      b.putInt(at + 8, ((172 + body + 7) & ~7) + 16).putInt(at + 12, body).putInt(at + 16, body);
      b.putInt(at + 20, 1).putLong(at + 24, 1);
      b.putInt(at + 168, Checksum.of(b, at, at + 168));
    }
    try (CraftedJournal journal = new CraftedJournal(folder).beginSegment()) {
      journal.record(SNAPSHOT, PAYLOAD).bytes(b.array());
    }
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("too many beginnings of frames to look for a whole one");
  }

  @Test
  @Timeout(20)
  void aPipeThatIsNamedLikeASegmentCanNotBeRead() throws IOException, InterruptedException {
    try (CraftedJournal journal = new CraftedJournal(folder).beginSegment()) {
      journal.record(SNAPSHOT, PAYLOAD).beginSegment().record(SNAPSHOT, PAYLOAD);
    }
    Path pipe = folder.resolve(JournalFolder.segmentName(2));
    Files.delete(pipe);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(verify()).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .contains("can't read segment-0000000002.qtsj: " + pipe + " is not a regular file.");
  }

  @Test
  void aWatermarkOfAnotherLengthIsReadNoFurther() throws IOException {
    small();
    extend(folder.resolve(WatermarkFile.NAME), 3L << 30);
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("violation  watermark, byte 8192: the file has more than 8192 bytes");
  }

  @Test
  void anIndexOfAnotherLengthIsAWarningAndReadNoFurther() throws IOException {
    new RecordedJournal(folder).withSegments(2, 3, 5);
    extend(folder.resolve("journal").resolve(JournalFolder.indexName(1)), 3L << 30);
    assertThat(verify()).isZero();
    assertThat(out.toString(UTF_8))
        .contains(
            "warning    segment-0000000001.idx does not agree with the segment; queries may have"
                + " missed records because of it. It can be deleted and is made anew");
  }

  @Test
  void checkpointsProofsAndKeysAreReadToALimit() throws IOException {
    small();
    Path large = Files.createFile(folder.resolve("large"));
    extend(large, (64L << 20) + 1);
    assertThat(verify("--checkpoint", large.toString())).isEqualTo(2);
    assertThat(verify("--key", large.toString())).isEqualTo(2);
    in = new ByteArrayInputStream(new byte[(64 << 20) + 1]);
    assertThat(verify("--checkpoint", "-")).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .contains(large + " has more than 67,108,864 bytes, the most that is read.")
        .contains(large + " has more than 4,096 bytes, the most that is read.")
        .contains("Standard input has more than 67,108,864 bytes, the most that is read.");
  }

  @Test
  void aNameThatNoFileCanHaveIsSaid() {
    assertThat(verifyExactly("no\0name")).isEqualTo(2);
    assertThat(verify("--checkpoint", "no\0name")).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "verify: 'no?name' can't be the name of a file here: Nul character not allowed.\n"
                .repeat(2));
  }

  private void small() throws IOException {
    try (CraftedJournal journal = new CraftedJournal(folder).beginSegment()) {
      journal.record(SNAPSHOT, PAYLOAD);
    }
    assertThat(verify()).as(out.toString(UTF_8)).isZero();
    out.reset();
  }

  private static void extend(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), length - 1);
    }
  }

  private int verify(String... options) {
    String[] args = Arrays.copyOf(options, options.length + 1);
    args[options.length] = folder.toString();
    return verifyExactly(args);
  }

  private int verifyExactly(String... args) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Verification verification = new Verification(in, folder, stream, stream, System::nanoTime);
    return new CommandLine(verification, 2, stream, stream).run(args);
  }
}
