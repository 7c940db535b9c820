package qts.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.journal.Inclusion;
import qts.journal.JournalReader;
import qts.runtime.checkpoint.MadeCheckpoint;
import qts.runtime.checkpoint.ProofText;
import qts.runtime.config.Paths;
import qts.runtime.config.Settings;
import qts.runtime.recorder.Recorder;
import qts.runtime.transfer.JournalFeed;
import qts.runtime.transfer.RunIdSearch;

/** {@code prove}: writes the proof that a record is in the journal of a signed checkpoint. */
@Command(
    name = "prove",
    description = {
      "Write a proof of a few kilobytes that one record is in the journal of a signed checkpoint. "
          + "'verify --proof FILE --key KEY' accepts it without the journal.",
      "Reads the data folder, also while a service writes to it. A record can be proved once a "
          + "checkpoint covers it, by default within a minute."
    })
final class ProveCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      paramLabel = "RUN_ID|POSITION",
      description =
          "The record: its run_id, or its position. Digits are a position when no record has them"
              + " as its run_id.")
  private String record = "";

  @ArgGroup private Meaning meaning = new Meaning();

  /** What the record is named by. */
  static final class Meaning {
    @Option(names = "--run-id", description = "Take digits as a run_id only.")
    private boolean runId;

    @Option(names = "--position", description = "Take digits as a position only.")
    private boolean position;
  }

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data folder; by default that of the settings.")
  private @Nullable Path dataDir;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Prove it against the first checkpoint in this file that covers it; by default the first"
              + " that was made.")
  private @Nullable Path checkpointFile;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write; by default standard output.")
  private @Nullable Path out;

  ProveCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = folder();
    List<MadeCheckpoint> made =
        checkpointFile == null
            ? MadeCheckpoint.beside(Recorder.journalFolder(folder))
            : MadeCheckpoint.in(shell.workingDirectory().resolve(checkpointFile));
    try (JournalReader reader = JournalFeed.reader(folder)) {
      write(proof(reader, position(reader), ofThisJournal(made, reader.journalId().toString())));
    }
    return ExitCode.OK;
  }

  private Path folder() {
    return dataDir == null
        ? new Paths(Settings.load(shell.environment(), shell.workingDirectory())).dataDir()
        : shell.workingDirectory().resolve(dataDir);
  }

  private List<MadeCheckpoint> ofThisJournal(List<MadeCheckpoint> made, String id)
      throws IOException {
    List<MadeCheckpoint> own =
        made.stream().filter(checkpoint -> checkpoint.journalId().equals(id)).toList();
    if (own.isEmpty() && !made.isEmpty()) {
      throw new IOException(
          "There are only checkpoints of other journals in %s, none of this one, id %s. Name the file"
                  .formatted(checkpointFile == null ? "the data folder" : checkpointFile, id)
              + " that the recorder of this journal publishes to.");
    }
    return own;
  }

  private long position(JournalReader reader) throws IOException {
    OptionalLong digits =
        record.matches("\\d{1,18}") && !meaning.runId
            ? OptionalLong.of(Long.parseLong(record))
            : OptionalLong.empty();
    if (meaning.position) {
      return digits.orElseThrow(() -> new IOException("'" + record + "' is no position."));
    }
    Optional<Long> found = new RunIdSearch(reader).find(record);
    if (found.isEmpty() && digits.isEmpty()) {
      throw new IOException("There is no record with the run_id '" + record + "'.");
    }
    if (found.isPresent() && digits.orElse(Long.MAX_VALUE) < reader.nextPosition()) {
      shell
          .err()
          .println(
              "observer: %s is a run_id and a position. The record with this run_id was taken, at position %d; --position takes the other."
                  .formatted(record, found.get()));
    }
    return found.orElseGet(digits::getAsLong);
  }

  private static String proof(JournalReader reader, long position, List<MadeCheckpoint> made)
      throws IOException {
    if (position >= reader.nextPosition()) {
      throw new IOException(
          "There is no record at position %d; the journal ends before %d."
              .formatted(position, reader.nextPosition()));
    }
    Optional<MadeCheckpoint> checkpoint = MadeCheckpoint.covering(made, position);
    if (checkpoint.isEmpty()) {
      throw new IOException(
          "No checkpoint covers position %d yet. One is made every minute and when the service"
                  .formatted(position)
              + " stops, if it has a signing key: try again then.");
    }
    Optional<Inclusion> inclusion = reader.inclusion(position, checkpoint.get().groups());
    if (inclusion.isEmpty()) {
      throw new IOException(
          "The record at position %d or the groups before the checkpoint can't be read: the journal"
                  .formatted(position)
              + " is damaged. 'observer verify' names where.");
    }
    refuseAnotherRoot(inclusion.get(), position, checkpoint.get());
    return ProofText.of(inclusion.get(), checkpoint.get().note());
  }

  private static void refuseAnotherRoot(
      Inclusion inclusion, long position, MadeCheckpoint checkpoint) throws IOException {
    if (!checkpoint.hasRoot(inclusion.root())) {
      throw new IOException(
          "The record at position %d does not lead to the root of the checkpoint up to position %d:"
                  .formatted(position, checkpoint.position())
              + " the journal or the checkpoint was changed, or segments are missing. Run 'observer"
              + " verify' with --checkpoint and --key: it names where.");
    }
  }

  private void write(String proof) throws IOException {
    if (out == null) {
      shell.out().print(proof);
    } else {
      Files.write(shell.workingDirectory().resolve(out), proof.getBytes(UTF_8));
    }
  }
}
