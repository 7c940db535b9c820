package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.Recorder;

class VerificationTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aJournalThatWasClosedInOrderIsIntact() throws IOException {
    new RecordedJournal(folder).withSegments(2, 10, 50);
    assertThat(verify("--ledger", folder.toString())).isZero();
    assertThat(out.toString(UTF_8))
        .contains("ledger     1 ledger record computed again")
        .contains("holds      2 segments, ")
        .contains(" groups, 1,003 records, positions 0 to 1,002")
        .contains("durable    to position 1,002, closed in order")
        .endsWith("INTACT: everything is as it was written.\n");
  }

  @Test
  void aJournalThatIsWrittenMeanwhileIsIntact() throws IOException {
    RecordedJournal journal = new RecordedJournal(folder);
    try (Recorder recorder = journal.open()) {
      journal.record(recorder, 10, 50);
      assertThat(verify(folder.toString())).isZero();
      journal.record(recorder, 10, 50);
      assertThat(verify(folder.toString())).isZero();
    }
    assertThat(out.toString(UTF_8)).contains("501 records").contains("1,001 records");
  }

  /** What the service and every tool read is judged, wherever a copy of it lies. */
  @Test
  void aCopyWithinTheJournalIsNotJudgedInItsPlace() throws IOException {
    new RecordedJournal(folder).withSegments(2, 3, 5);
    Path journal = folder.resolve("journal");
    Path copy = Files.createTempDirectory(folder, "copy");
    Copies.copy(journal, copy);
    Files.move(copy, journal.resolve("journal"));
    Path segment = journal.resolve(JournalFolder.segmentName(1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[5000] ^= 1;
    Files.write(segment, bytes);
    assertThat(verify(journal.toString())).isEqualTo(1);
    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("warning    journal does not belong to a journal");
  }

  @Test
  void anIndexThatDoesNotAgreeIsAWarningThatSaysWhatItMayHaveCost() throws IOException {
    new RecordedJournal(folder).withSegments(2, 3, 5);
    Path index = folder.resolve("journal").resolve(JournalFolder.indexName(1));
    byte[] bytes = Files.readAllBytes(index);
    bytes[200] ^= 1;
    Files.write(index, bytes);
    assertThat(verify(folder.toString())).isZero();
    assertThat(out.toString(UTF_8))
        .contains(
            "warning    segment-0000000001.idx does not match its checksum; queries may have missed"
                + " records because of it. It can be deleted and is made anew");
  }

  @Test
  void anEmptyJournalIsIntact() throws IOException {
    new RecordedJournal(folder).open().close();
    assertThat(verify(folder.resolve("journal").toString())).isZero();
  }

  /**
   * Whoever changes a frame can make its checksums right, but not the hash that the next carries.
   */
  @Test
  void aForgedFrameBreaksTheChain() throws IOException {
    new RecordedJournal(folder).withSegments(1, 10, 50);
    Path segment = folder.resolve("journal").resolve(JournalFolder.segmentName(1));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment)).order(ByteOrder.LITTLE_ENDIAN);
    int frame = 4096;
    int end = frame + bytes.getInt(frame + 8);
    bytes.putLong(frame + 88, -1).putLong(frame + 96, -1);
    bytes.putInt(frame + 168, checksum(bytes.array(), frame, frame + 168));
    bytes.putInt(end - 16, checksum(bytes.array(), frame, end - 16));
    Files.write(segment, bytes.array());

    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("the chain is broken: this frame does not carry");
  }

  @Test
  void aForgedRecordRootIsNamed() throws IOException {
    new RecordedJournal(folder).withSegments(1, 10, 50);
    Path segment = folder.resolve("journal").resolve(JournalFolder.segmentName(1));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment)).order(ByteOrder.LITTLE_ENDIAN);
    int frame = 4096;
    int end = frame + bytes.getInt(frame + 8);
    bytes.putLong(frame + 104, -1);
    bytes.putInt(frame + 168, checksum(bytes.array(), frame, frame + 168));
    bytes.putInt(end - 16, checksum(bytes.array(), frame, end - 16));
    Files.write(segment, bytes.array());

    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("byte 4200, position 0: the record root does not match the records");
  }

  private static int checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  @Test
  void violationsAreNamedInTextAndJson() throws IOException {
    new RecordedJournal(folder).withSegments(2, 10, 50);
    Path segment = folder.resolve("journal").resolve(JournalFolder.segmentName(1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[4096 + 300] ^= 1;
    Files.write(segment, bytes);
    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(verify("--json", folder.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("violation  segment-0000000001.qtsj, byte 4096, position")
        .contains(": the frame does not match its checksum")
        .contains("VIOLATED: ")
        .contains("{\"verdict\":\"violated\",")
        .contains(
            "\"violations\":[{\"file\":\"segment-0000000001.qtsj\",\"offset\":4096,"
                + "\"first_position\":0,");
  }

  @Test
  void aFolderWithoutAJournalCanNotBeJudged() {
    assertThat(verify(folder.toString())).isEqualTo(2);
    assertThat(verify(folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("There is no journal in " + folder)
        .contains("There is no file or folder " + folder.resolve("nothing"));
  }

  @Test
  void aNewerVersionOfTheFormatCanNotBeJudged() throws IOException {
    new RecordedJournal(folder).withSegments(1, 3, 5);
    Path segment = folder.resolve("journal").resolve(JournalFolder.segmentName(1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[8] = 2;
    int checksum = Checksum.of(ByteBuffer.wrap(bytes), 0, 88);
    for (int i = 0; i < 4; i++) {
      bytes[88 + i] = (byte) (checksum >>> (8 * i));
    }
    Files.write(segment, bytes);
    assertThat(verify(folder.toString())).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .contains("the segment is of format version 2")
        .contains("UNDECIDED");
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(verify("--wrong")).isEqualTo(2);
    assertThat(verify()).isEqualTo(2);
    assertThat(verify("--help")).isZero();
    assertThat(err.toString(UTF_8))
        .contains("'--wrong' is not expected here.")
        .contains("DIR is missing.");
    assertThat(out.toString(UTF_8)).startsWith("Usage: java -jar qts-observer-verify.jar");
  }

  /** In the thread that was asked, and in those that it asks. */
  @Test
  void memoryThatIsTooSmallIsNoVerdict() throws IOException {
    new RecordedJournal(folder).withSegments(2, 3, 5);
    AtomicInteger calls = new AtomicInteger();
    for (int full = 1; full <= 3; full++) {
      int last = full;
      calls.set(0);
      LongSupplier nanos =
          () -> {
            if (calls.incrementAndGet() >= last) {
              throw new OutOfMemoryError("full");
            }
            return 0;
          };
      assertThat(verify(nanos, folder.toString())).as("at call %d", full).isEqualTo(2);
    }
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            verify: The memory is too small, nothing is said about the journal. Give Java a larger \
            heap, such as -Xmx1g.
            """
                .repeat(3));
  }

  @Test
  void segmentsThatAreReadAtOnceAreAsManyAsTheHeapAllows() {
    assertThat(
            List.of(
                Verification.threads(8, 256L << 20),
                Verification.threads(2, 1L << 30),
                Verification.threads(8, 16L << 20)))
        .containsExactly(4, 2, 1);
  }

  private int verify(String... args) {
    return verify(System::nanoTime, args);
  }

  private int verify(LongSupplier nanos, String... args) {
    PrintStream answers = new PrintStream(out, true, UTF_8);
    PrintStream errors = new PrintStream(err, true, UTF_8);
    InputStream in = InputStream.nullInputStream();
    Verification verification = new Verification(in, folder, answers, errors, nanos);
    return new CommandLine(verification, 2, answers, errors).run(args);
  }
}
