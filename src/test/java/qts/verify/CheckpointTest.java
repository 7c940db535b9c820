package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.DamageTally;
import qts.runtime.recorder.Recorder;

/** A recorder that signs checkpoints, publishes them to a file, and is tampered with. */
class CheckpointTest {
  private static final boolean EXHAUSTIVE = DamageTally.EXHAUSTIVE;

  @TempDir Path folder;
  private Path data;
  private Path published;
  private RecordedJournal journal;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void aJournalThatWasOpenedThreeTimes() throws IOException {
    data = folder.resolve("data");
    published = folder.resolve("published.txt");
    journal = new RecordedJournal(data).signing(folder.resolve("key.pem"), published);
    for (int run = 0; run < 3; run++) {
      journal.withSegments(2, 5, 20);
    }
  }

  @Test
  void everyCheckpointAgreesWithTheJournalAlsoAcrossRestarts() throws IOException {
    assertThat(checkpoints()).hasSize(3);
    assertThat(verify()).isZero();
    assertThat(out.toString(UTF_8))
        .contains("3 checkpoints in " + published + ", the last covers position")
        .contains("checkpoint in checkpoints/segment-0000000002.txt")
        .doesNotContain("signatures not checked");
  }

  @Test
  void aTreeThatWasForgottenIsMadeAnew() throws IOException {
    Files.delete(data.resolve("journal/checkpoints/tree"));
    journal.withSegments(1, 2, 20);
    assertThat(checkpoints()).hasSize(4);
    assertThat(verify()).isZero();
  }

  @Test
  void theJournalOfAnEarlierDayIsFoundOut() throws IOException {
    Path backup = folder.resolve("backup");
    Files.move(data, backup);
    data = backup;
    Path later = folder.resolve("later");
    Copies.copy(backup, later);
    new RecordedJournal(later).signing(folder.resolve("key.pem"), published).withSegments(1, 2, 20);
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("violation  " + published + ", byte")
        .contains("the journal is shorter than it was");
  }

  /**
   * Whoever gives standard input may take long: what is sealed meanwhile belongs to the journal.
   */
  @Test
  void segmentsThatAreSealedWhileStandardInputIsReadAreNoViolation() throws IOException {
    byte[] before = Files.readAllBytes(published);
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(before)) {
          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            if (in.available() == before.length) {
              journal.withSegments(3, 3, 5);
            }
            return super.read(bytes, from, length);
          }
        };
    assertThat(verify(slow, "--checkpoint", "-", "--ledger")).as(out.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).contains("holds      6 segments");
  }

  /** A recorder goes on with the journal of an earlier day, as if nothing had happened. */
  @Test
  void aJournalThatGoesOnAfterItWasSetBackIsFoundOut() throws IOException {
    Path before = folder.resolve("before");
    Copies.copy(data, before);
    journal.withSegments(1, 9, 20);
    Files.move(data, folder.resolve("gone"));
    Files.move(before, data);
    journal.withSegments(1, 3, 20);
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("the journal is shorter than it was");
    journal.withSegments(1, 9, 20);
    out.reset();
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("its history was changed");
  }

  /** A file that was cut while it was written holds the whole ones before and no violation. */
  @Test
  void everyTruncationOfPublishedCheckpointsLeavesTheWholeOnes() throws IOException {
    byte[] bytes = Files.readAllBytes(published);
    List<Long> all = positions(checkpoints());
    DamageTally tally = new DamageTally("truncations of published checkpoints");
    for (int length = 0; length < bytes.length; length++) {
      tally.count();
      CheckpointFile cut =
          CheckpointFile.parse("published", Arrays.copyOf(bytes, length), List.of());
      assertThat(cut.findings().violations()).as("cut to %d", length).isEmpty();
      List<Long> left = positions(cut.entries());
      assertThat(left).isEqualTo(all.subList(0, left.size()));
    }
    tally.tell();
  }

  /** With a new key both sign what they signed, and an auditor who has the old one sees where. */
  @Test
  void afterALostKeyTheOldCheckpointsStayProofAndTheNewOnesNeedTheNewKey() throws IOException {
    Path old = folder.resolve("old.pub");
    Files.copy(folder.resolve("key.pem.pub"), old);
    Files.delete(folder.resolve("key.pem"));
    Files.delete(folder.resolve("key.pem.pub"));
    new RecordedJournal(data).signing(folder.resolve("key.pem"), published).withSegments(1, 2, 20);

    assertThat(verify("--key", "old.pub")).as(out.toString(UTF_8)).isZero();
    Files.copy(old, folder.resolve("key.pem.pub"), StandardCopyOption.REPLACE_EXISTING);
    out.reset();
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("is not signed by the key that was given");
  }

  @Test
  void aSegmentThatCanNotBeReadIsNoViolation() throws IOException {
    Path segment = data.resolve("journal").resolve(JournalFolder.segmentName(2));
    Files.delete(segment);
    Files.createDirectory(segment);
    assertThat(verify("--ledger")).as(out.toString(UTF_8)).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .contains("can't read segment-0000000002.qtsj")
        .contains("UNDECIDED");
  }

  @Test
  void aHistoryThatWasWrittenAnewIsFoundOut() throws IOException {
    Path other = folder.resolve("other");
    RecordedJournal rewritten =
        new RecordedJournal(other).signing(folder.resolve("other.pem"), folder.resolve("nowhere"));
    for (int run = 0; run < 3; run++) {
      rewritten.withSegments(2, 5, 21);
    }
    data = other;
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("its history was changed");
  }

  @Test
  void aCheckpointThatAnotherKeySignedIsRefused() throws IOException {
    Path other = folder.resolve("other");
    new RecordedJournal(other)
        .signing(folder.resolve("other.pem"), published)
        .withSegments(1, 2, 20);
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("is not signed by the key that was given");
  }

  @Test
  void checkpointsAreMadeOnlyWhenTheJournalHasGrown() throws IOException {
    String before = Files.readString(published);
    try (Recorder recorder = journal.open()) {
      assertThat(recorder.checkpoints()).isPresent();
    }
    assertThat(Files.readString(published)).startsWith(before).isNotEqualTo(before);
  }

  @Test
  void everyFlippedBitOfAPublishedCheckpointIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(published);
    long[] begins = checkpoints().stream().mapToLong(CheckpointFile.Entry::offset).toArray();
    PackedGroups groups = new PackedGroups();
    JournalReport report =
        new JournalVerifier(JournalFolder.at(data), false, 2, Progress.NONE).run(groups::add);
    List<VerifierKey> keys = List.of(key());
    DamageTally tally = new DamageTally("flipped bits of published checkpoints");
    for (int bit = 0; bit < 8 * bytes.length; bit += EXHAUSTIVE ? 1 : 5) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      tally.count();
      CheckpointFile file = CheckpointFile.parse("published", damaged, keys);
      CheckpointCheck check = new CheckpointCheck(List.of(file));
      groups.show(check);
      check.finish(report);
      int at = bit / 8;
      boolean isSeparator = at == bytes.length - 1 || isBegin(begins, at + 1);
      assertThat(file.findings().violations())
          .as("bit %d", bit)
          .anyMatch(v -> v.offset() >= begin(begins, at) || isSeparator);
    }
    tally.tell();
  }

  private VerifierKey key() throws IOException {
    return VerifierKey.parse(Files.readString(folder.resolve("key.pem.pub"))).orElseThrow();
  }

  private static boolean isBegin(long[] begins, long at) {
    return Arrays.stream(begins).anyMatch(begin -> begin == at);
  }

  private static long begin(long[] begins, long at) {
    return Arrays.stream(begins).filter(begin -> begin <= at).max().orElse(0);
  }

  private static List<Long> positions(List<CheckpointFile.Entry> entries) {
    return entries.stream().map(entry -> entry.checkpoint().position()).toList();
  }

  private List<CheckpointFile.Entry> checkpoints() throws IOException {
    return CheckpointFile.parse("published", Files.readAllBytes(published), List.of()).entries();
  }

  private int verify(String... more) {
    return verify(InputStream.nullInputStream(), more);
  }

  private int verify(InputStream in, String... more) {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Verification verification = new Verification(in, folder, stream, stream, System::nanoTime);
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--checkpoint", published.toString(), "--key", "key.pem.pub"));
    args.add(data.toString());
    return new CommandLine(verification, 2, stream, stream).run(args.toArray(String[]::new));
  }
}
