package qts.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Does what a request asks for and tells what came of it. */
public final class Verification {
  private static final long HEAP_BYTES_PER_THREAD = 64 << 20;

  private final Inputs inputs;
  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanos;

  /**
   * @param in what {@code -} stands for
   * @param workingDirectory what relative paths start from
   * @param out takes the answer
   * @param err takes progress and what prevents an answer
   * @param nanos a clock that only goes forwards
   */
  public Verification(
      InputStream in, Path workingDirectory, PrintStream out, PrintStream err, LongSupplier nanos) {
    this.inputs = new Inputs(in, workingDirectory);
    this.out = out;
    this.err = err;
    this.nanos = nanos;
  }

  /** How many segments may be read at once: each needs its part of the heap. */
  public static int threads(int processors, long heapBytes) {
    return Math.clamp(heapBytes / HEAP_BYTES_PER_THREAD, 1, processors);
  }

  /** Returns the exit code, as {@link ExitStatus} defines it. */
  public int run(Request request) {
    try {
      List<VerifierKey> keys = inputs.keys(request.keys());
      return switch (request.subject()) {
        case Request.Journal journal -> journal(journal, keys, request.json());
        case Request.Proof proof -> proof(proof, keys, request.json());
      };
    } catch (IOException e) {
      return unreadable(Reasons.of(e));
    } catch (InvalidPathException e) {
      return unreadable(Reasons.of(e));
    } catch (OutOfMemoryError e) {
      return unreadable(
          "The memory is too small, nothing is said about the journal. Give Java a larger heap,"
              + " such as -Xmx1g.");
    } catch (RuntimeException bug) {
      err.println("verify: A bug in the verifier; nothing is said about the journal:");
      bug.printStackTrace(err);
      return ExitStatus.UNREADABLE;
    }
  }

  private int unreadable(String why) {
    err.println("verify: " + ReportWriter.printable(why));
    return ExitStatus.UNREADABLE;
  }

  private int journal(Request.Journal request, List<VerifierKey> keys, boolean json)
      throws IOException {
    long started = nanos.getAsLong();
    JournalFolder folder = JournalFolder.at(request.folder());
    List<CheckpointFile> checkpoints = published(request.checkpoints(), keys);
    addLocal(folder, keys, checkpoints);
    CheckpointCheck check = new CheckpointCheck(checkpoints);
    JournalReport report =
        new JournalVerifier(
                folder, request.ledger(), request.threads(), new ProgressLines(err, nanos))
            .run(check);
    check.finish(report);
    checkpoints.forEach(file -> report.findings().addAll(file.findings()));
    Verdict verdict = Verdict.of(report.findings());
    ReportWriter writer = new ReportWriter(out, nanos.getAsLong() - started);
    if (json) {
      writer.json(report, checkpoints, verdict);
    } else {
      writer.text(report, checkpoints, !keys.isEmpty(), verdict);
    }
    return verdict.status();
  }

  /** Read before the journal: what they cover was durable before, and so it must be there. */
  private List<CheckpointFile> published(List<String> names, List<VerifierKey> keys)
      throws IOException {
    List<CheckpointFile> files = new ArrayList<>();
    for (String name : names) {
      byte[] bytes = inputs.bytes(name, BoundedFile.MAX_CHECKPOINTS_BYTES);
      CheckpointFile file = CheckpointFile.parse(name, bytes, keys);
      if (file.entries().isEmpty() && file.findings().isClean()) {
        throw new IOException(name + " holds no checkpoint.");
      }
      files.add(file);
    }
    return files;
  }

  private static void addLocal(
      JournalFolder folder, List<VerifierKey> keys, List<CheckpointFile> files) throws IOException {
    for (Map.Entry<String, Path> local : folder.checkpoints().entrySet()) {
      byte[] bytes = BoundedFile.read(local.getValue(), BoundedFile.MAX_CHECKPOINTS_BYTES);
      files.add(CheckpointFile.parse(local.getKey(), bytes, keys));
    }
  }

  private int proof(Request.Proof request, List<VerifierKey> keys, boolean json)
      throws IOException {
    if (keys.isEmpty()) {
      throw new IOException("A proof is as good as its signature: name the verifier key, --key.");
    }
    byte[] text = inputs.bytes(request.file(), BoundedFile.MAX_PROOF_BYTES);
    List<CheckpointFile> published = published(request.checkpoints(), keys);
    ProofWriter writer = new ProofWriter(out);
    try {
      ProvenRecord record = ProvenRecord.of(text, keys);
      if (!published.isEmpty() && !isPublished(record.checkpoint(), published)) {
        throw new NoProofException(
            "the checkpoint of the proof is not among those published in "
                + String.join(", ", request.checkpoints()));
      }
      writer.holds(record, json);
      return ExitStatus.INTACT;
    } catch (NoProofException e) {
      writer.fails(request.file(), e.what(), json);
      return ExitStatus.VIOLATED;
    }
  }

  private static boolean isPublished(Checkpoint checkpoint, List<CheckpointFile> published) {
    return published.stream()
        .flatMap(file -> file.entries().stream())
        .anyMatch(entry -> entry.checkpoint().equals(checkpoint));
  }
}
