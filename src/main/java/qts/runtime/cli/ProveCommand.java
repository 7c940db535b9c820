package qts.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  @Parameters(paramLabel = "RUN_ID|POSITION", description = "The record: its run_id or position.")
  private String record = "";

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
      write(proof(reader, position(reader), made));
    }
    return ExitCode.OK;
  }

  private Path folder() {
    return dataDir == null
        ? new Paths(Settings.load(shell.environment(), shell.workingDirectory())).dataDir()
        : shell.workingDirectory().resolve(dataDir);
  }

  private long position(JournalReader reader) throws IOException {
    if (record.matches("\\d{1,18}")) {
      return Long.parseLong(record);
    }
    Optional<Long> found = new RunIdSearch(reader).find(record);
    if (found.isEmpty()) {
      throw new IOException("There is no record with the run_id '" + record + "'.");
    }
    return found.get();
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
    return ProofText.of(inclusion.get(), checkpoint.get().note());
  }

  private void write(String proof) throws IOException {
    if (out == null) {
      shell.out().print(proof);
    } else {
      Files.write(shell.workingDirectory().resolve(out), proof.getBytes(UTF_8));
    }
  }
}
