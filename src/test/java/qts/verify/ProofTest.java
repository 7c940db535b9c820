package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.DamageTally;
import qts.runtime.cli.ObserverCommand;
import qts.runtime.cli.Shell;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.TestSnapshots;

/** Proofs as {@code observer prove} writes them, verified without the journal. */
class ProofTest {
  private static final boolean EXHAUSTIVE = DamageTally.EXHAUSTIVE;

  /** That of recorded journals. */
  private static final String ID = "11223344-5566-7788-99aa-bbccddeeff00";

  @TempDir Path folder;
  private Path data;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private List<VerifierKey> keys = List.of();

  @BeforeEach
  void aSignedJournal() throws IOException {
    data = folder.resolve("data");
    new RecordedJournal(data)
        .signing(folder.resolve("key.pem"), folder.resolve("published.txt"))
        .withSegments(3, 7, 33);
    String key = Files.readString(folder.resolve("key.pem.pub"));
    keys = List.of(VerifierKey.parse(key).orElseThrow());
  }

  @Test
  void everyRecordCanBeProvedAndIsTheOneAskedFor() throws IOException {
    for (long position = 0; position < 690; position += 13) {
      assertThat(ProvenRecord.of(prove(Long.toString(position)), keys).position())
          .isEqualTo(position);
    }
  }

  @Test
  void aRecordIsFoundByItsRunId() throws IOException {
    assertThat(ProvenRecord.of(prove("run-421"), keys).payload())
        .contains("\"run_id\":\"run-421\"");
  }

  @Test
  void aProofIsSmallAndVerifiedWithoutTheJournal() throws IOException {
    Path proof = folder.resolve("run-5.proof");
    Files.write(proof, prove("run-5"));
    assertThat(Files.size(proof)).isLessThan(4096);
    assertThat(observer("verify", "--proof", proof.toString(), "--key", "key.pem.pub")).isZero();
    assertThat(out.toString(UTF_8)).contains("PROVED: the record is in the journal of the signed");
  }

  @Test
  void everyFlippedBitOfAProofIsRefused() throws IOException {
    byte[] proof = prove("run-300");
    DamageTally tally = new DamageTally("flipped bits of a proof");
    for (int bit = 0; bit < 8 * proof.length; bit += EXHAUSTIVE ? 1 : 3) {
      byte[] damaged = proof.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      tally.count();
      assertThat(isRefused(damaged)).as("bit %d", bit).isTrue();
    }
    tally.tell();
  }

  @Test
  void everyTruncationAndEveryMissingOrDoubledLineIsRefused() throws IOException {
    byte[] proof = prove("run-300");
    for (int length = 0; length < proof.length; length++) {
      assertThat(isRefused(Arrays.copyOf(proof, length))).as("%d bytes", length).isTrue();
    }
    List<String> lines = List.of(new String(proof, UTF_8).split("(?<=\n)"));
    for (int i = 0; i < lines.size(); i++) {
      String before = String.join("", lines.subList(0, i));
      String after = String.join("", lines.subList(i + 1, lines.size()));
      assertThat(isRefused((before + after).getBytes(UTF_8))).as("without line %d", i).isTrue();
      assertThat(isRefused((before + lines.get(i) + lines.get(i) + after).getBytes(UTF_8)))
          .as("line %d twice", i)
          .isTrue();
    }
  }

  @Test
  void whatCanNotBeProvedIsSaid() throws IOException {
    assertThat(observer("prove", "run-none", "--data-dir", data.toString())).isEqualTo(1);
    assertThat(observer("prove", "100000", "--data-dir", data.toString())).isEqualTo(1);
    try (var recorder = new RecordedJournal(data).open()) {
      long last = recorder.journal().nextPosition() - 1;
      recorder.journal().awaitDurable(last);
      assertThat(observer("prove", Long.toString(last), "--data-dir", data.toString()))
          .isEqualTo(1);
    }
    assertThat(err.toString(UTF_8))
        .contains("There is no record with the run_id 'run-none'.")
        .contains("There is no record at position 100000")
        .contains("No checkpoint covers position");
  }

  /** Two observers that publish to one file. */
  @Test
  void onlyCheckpointsOfTheSameJournalCount() throws IOException {
    Path published = folder.resolve("published.txt");
    String theirs = Files.readString(published).replace(ID, "22222222" + ID.substring(8));
    Files.writeString(folder.resolve("theirs.txt"), theirs);
    Files.writeString(folder.resolve("both.txt"), theirs + Files.readString(published));

    byte[] proof = prove("5", "--checkpoint", folder.resolve("both.txt").toString());
    assertThat(ProvenRecord.of(proof, keys).position()).isEqualTo(5);
    assertThat(prove(1, "5", "--checkpoint", "theirs.txt"))
        .isEqualTo(
            "observer: There are only checkpoints of other journals in theirs.txt, none of this one, id "
                + ID
                + ". Name the file that the recorder of this journal publishes to.\n");
  }

  @Test
  void aRecordThatDoesNotLeadToTheRootIsNotProved() throws IOException {
    Path other = folder.resolve("other");
    new RecordedJournal(other)
        .signing(folder.resolve("key.pem"), folder.resolve("changed.txt"))
        .withSegments(3, 7, 32);
    assertThat(prove(1, "5", "--checkpoint", "changed.txt"))
        .startsWith(
            "observer: The record at position 5 does not lead to the root of the checkpoint up to")
        .endsWith("Run 'observer verify' with --checkpoint and --key: it names where.\n");
    assertThat(out.size()).isZero();
  }

  @Test
  void aRunIdOfDigitsIsLookedUpBeforeItIsAPosition() throws IOException {
    String line = TestSnapshots.line("BTC-KRW", 77, RecordedJournal.START_MILLIS, "1");
    RecordedJournal journal =
        new RecordedJournal(data).signing(folder.resolve("key.pem"), folder.resolve("more.txt"));
    long last;
    try (Recorder recorder = journal.open()) {
      last = recorder.record(line.replace("run-77", "77").getBytes(UTF_8)).lastPosition();
    }
    assertThat(ProvenRecord.of(prove("77"), keys).position()).isEqualTo(last);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            "observer: 77 is a run_id and a position. The record with this run_id was taken, at"
                + " position %d; --position takes the other.\n".formatted(last));
    assertThat(ProvenRecord.of(prove("77", "--run-id"), keys).position()).isEqualTo(last);
    assertThat(ProvenRecord.of(prove("77", "--position"), keys).position()).isEqualTo(77);
    assertThat(prove(1, "78", "--run-id"))
        .isEqualTo("observer: There is no record with the run_id '78'.\n");
    assertThat(prove(1, "run-7", "--position")).isEqualTo("observer: 'run-7' is no position.\n");
  }

  /** The service's key alone can sign another history; what was published can't be taken back. */
  @Test
  void aProofMayBeHeldAgainstWhatWasPublished() throws IOException {
    Path proof = folder.resolve("run-5.proof");
    Files.write(proof, prove("run-5"));
    String[] verify = {
      "verify", "--proof", proof.toString(), "--key", "key.pem.pub", "--checkpoint", "published.txt"
    };
    assertThat(observer(verify)).as(out.toString(UTF_8)).isZero();

    Path other = folder.resolve("other.txt");
    String published = Files.readString(folder.resolve("published.txt"));
    Files.writeString(other, published.replace("\ntime 20", "\ntime 19"));
    verify[verify.length - 1] = other.toString();
    out.reset();
    assertThat(observer(verify)).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains(
            "violation  the checkpoint of the proof is not among those published in " + other);
    verify[verify.length - 1] = folder.resolve("nothing.txt").toString();
    assertThat(observer(verify)).isEqualTo(2);
  }

  @Test
  void whatAProofHasNothingToDoWithIsRefused() throws IOException {
    Path proof = folder.resolve("run-5.proof");
    Files.write(proof, prove("run-5"));
    for (List<String> more :
        List.of(List.of("--ledger"), List.of("data"), List.of("--data-dir", "data"))) {
      List<String> args = new ArrayList<>(List.of("verify", "--proof", proof.toString()));
      args.addAll(List.of("--key", "key.pem.pub"));
      args.addAll(more);
      assertThat(observer(args.toArray(String[]::new))).as(more.toString()).isEqualTo(2);
    }
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            """
            observer: A proof is verified without a journal: leave out DIR, --data-dir and --ledger.
            """
                .repeat(3));
    err.reset();
    assertThat(standalone("--proof", proof.toString(), "--ledger")).isEqualTo(2);
    assertThat(standalone("--proof", proof.toString(), "data")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("verify: A proof is verified without a ledger.")
        .contains("verify: A proof is verified without a journal.");
  }

  /** The line that says the hash of the last frame is part of what is signed. */
  @Test
  void aCheckpointMayHaveTheChainOrNot() throws IOException, GeneralSecurityException {
    TestSigner signer = new TestSigner();
    List<VerifierKey> key = List.of(VerifierKey.parse(signer.key()).orElseThrow());
    String proof = new String(prove("run-5"), UTF_8);
    int note = proof.indexOf("\n\n") + 2;
    String text = proof.substring(note, proof.indexOf("\n\n", note) + 1);
    String bare = text.replaceFirst("^[^\n]+", TestSigner.NAME).replaceFirst("chain [^\n]+\n", "");
    String chain = "chain " + Hash.ZERO.base64() + "\n";
    for (String signed : List.of(bare, bare.replace("time ", chain + "time "))) {
      byte[] whole = (proof.substring(0, note) + signer.sign(signed)).getBytes(UTF_8);
      assertThat(ProvenRecord.of(whole, key).payload()).contains("\"run_id\":\"run-5\"");
    }
  }

  /** A payload may hold what a terminal takes for a command. */
  @Test
  void whatIsPrintedOfARecordSteersNoTerminal() {
    Checkpoint checkpoint =
        new Checkpoint("o", 1, Hash.ZERO, "j", 0, Optional.empty(), "2026-01-01T00:00:00Z");
    new ProofWriter(new PrintStream(out, true, UTF_8))
        .holds(new ProvenRecord(0, 1, 0, 0, "a@b", "", "x\u009b2J\u202ey", checkpoint), false);
    assertThat(out.toString(UTF_8)).contains("payload    x?2J?y\n");
  }

  @Test
  void aProofWithoutAKeyCanNotBeJudged() {
    assertThat(observer("verify", "--proof", "run-5.proof")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("name the verifier key, --key");
  }

  private boolean isRefused(byte[] proof) {
    try {
      ProvenRecord.of(proof, keys);
      return false;
    } catch (NoProofException e) {
      return true;
    }
  }

  /** What is said when nothing is proved. */
  private String prove(int status, String... args) {
    out.reset();
    err.reset();
    assertThat(observer(command(args))).isEqualTo(status);
    return err.toString(UTF_8);
  }

  private byte[] prove(String... args) {
    out.reset();
    err.reset();
    assertThat(observer(command(args))).as(err.toString(UTF_8)).isZero();
    byte[] proof = out.toByteArray();
    out.reset();
    return proof;
  }

  private String[] command(String... args) {
    List<String> all = new ArrayList<>(List.of("prove", "--data-dir", data.toString()));
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  private int standalone(String... args) {
    PrintStream answers = new PrintStream(out, true, UTF_8);
    PrintStream errors = new PrintStream(err, true, UTF_8);
    Verification verification =
        new Verification(InputStream.nullInputStream(), folder, answers, errors, () -> 0);
    return new CommandLine(verification, 1, answers, errors).run(args);
  }

  private int observer(String... args) {
    Shell shell =
        new Shell(
            Map.of(),
            folder,
            System.in,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false);
    return shell.finish(ObserverCommand.run(shell, args));
  }
}
