package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.ObserverCommand;
import qts.runtime.cli.Shell;

/**
 * The verifier as one file: a Java runtime and {@code qts-observer-verify.jar}, in an empty folder,
 * are all that an auditor needs.
 */
class StandaloneVerifierIT {
  private static final Path JAR =
      Path.of(System.getProperty("observer.jar", "")).resolveSibling("qts-observer-verify.jar");

  @TempDir Path folder;
  private Path data;
  private Path journal;
  private Path empty;

  /** How a run of the verifier ended. */
  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void aSignedJournal() throws IOException {
    data = folder.resolve("data");
    journal = data.resolve("journal");
    empty = Files.createDirectory(folder.resolve("empty"));
    new RecordedJournal(data)
        .signing(folder.resolve("key.pem"), folder.resolve("published.txt"))
        .withSegments(2, 10, 50);
  }

  @Test
  void itHoldsTheVerifierAndTheDecoderAndNothingElseOfThisProject() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> ours =
          jar.stream().map(Object::toString).filter(name -> name.startsWith("qts/")).toList();
      assertThat(ours)
          .contains("qts/verify/Main.class")
          .allMatch(n -> n.matches("qts/(verify/.*)?"));
      assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
          .allMatch(name -> name.startsWith("qts/verify/") || name.startsWith("com/github/luben/"));
      assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path")).isNull();
    }
  }

  @Test
  void anIntactJournalIs0() throws Exception {
    Ended ended = verify("--ledger", "--checkpoint", published(), "--key", key(), data.toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("1,003 records, positions 0 to 1,002")
        .contains("1 checkpoint in " + published() + ", the last covers position 1,002")
        .endsWith("INTACT: everything is as it was written.\n");
    assertThat(ended.status()).isZero();
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void aDamagedJournalIs1AndTheFileThePlaceAndWhatAreNamed() throws Exception {
    Path segment = journal.resolve(JournalFolder.segmentName(1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[4096 + 300] ^= 1;
    Files.write(segment, bytes);

    Ended ended = verify(data.toString());

    assertThat(ended.out())
        .containsPattern(
            "violation  segment-0000000001\\.qtsj, byte 4096, positions? 0( to [0-9]+)?: "
                + "the frame does not match its checksum")
        .contains("VIOLATED: ");
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void aJournalThatWasCutIs1AgainstAPublishedCheckpoint() throws Exception {
    Files.delete(journal.resolve(JournalFolder.segmentName(2)));
    Files.delete(journal.resolve(WatermarkFile.NAME));

    Ended ended = verify("--checkpoint", published(), "--key", key(), data.toString());

    assertThat(ended.out())
        .contains("violation  " + published() + ", byte 0, positions ")
        .contains("the journal is shorter than it was");
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void whatCanNotBeReadIs2() throws Exception {
    Ended nothing = verify(folder.resolve("nothing").toString());
    Ended noJournal = verify(empty.toString());
    Ended usage = verify("--wrong");

    assertThat(nothing.err()).contains("There is no file or folder " + folder.resolve("nothing"));
    assertThat(noJournal.err()).contains("There is no journal in " + empty);
    assertThat(usage.err()).contains("'--wrong' is not expected here.");
    assertThat(List.of(nothing.status(), noJournal.status(), usage.status()))
        .containsExactly(2, 2, 2);
  }

  @Test
  void aSegmentThatCanNotBeReadIs2() throws Exception {
    Path segment = journal.resolve(JournalFolder.segmentName(1));
    Files.delete(segment);
    Files.createDirectory(segment);

    Ended ended = verify(data.toString());

    assertThat(ended.out()).contains("can't read segment-0000000001.qtsj");
    assertThat(ended.status()).isEqualTo(2);
  }

  @Test
  void aProofNeedsNoJournal() throws Exception {
    Path proof = folder.resolve("run-7.proof");
    Files.write(proof, prove("run-7"));
    Path damaged = folder.resolve("damaged.proof");
    Files.writeString(damaged, Files.readString(proof).replace("position 8\n", "position 9\n"));

    Ended good = verify("--proof", proof.toString(), "--key", key());
    Ended bad = verify("--proof", damaged.toString(), "--key", key());
    Ended missing = verify("--proof", folder.resolve("none").toString(), "--key", key());

    assertThat(good.out()).contains("PROVED: the record is in the journal of the signed");
    assertThat(bad.out()).contains(damaged.toString());
    assertThat(List.of(good.status(), bad.status(), missing.status())).containsExactly(0, 1, 2);
  }

  private byte[] prove(String what) {
    ByteArrayOutputStream proof = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(proof, true, UTF_8);
    Shell shell = new Shell(Map.of(), folder, InputStream.nullInputStream(), out, out, false);
    int code = ObserverCommand.run(shell, new String[] {"prove", what, "--data-dir", "data"});
    assertThat(shell.finish(code)).as(proof.toString(UTF_8)).isZero();
    return proof.toByteArray();
  }

  private String published() {
    return folder.resolve("published.txt").toString();
  }

  private String key() {
    return folder.resolve("key.pem.pub").toString();
  }

  /** A Java process with nothing but the jar, in an empty folder, with an empty environment. */
  private Ended verify(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(empty.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    return new Ended(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
