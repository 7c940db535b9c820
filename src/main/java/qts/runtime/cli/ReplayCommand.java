package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import qts.journal.DiskStorage;
import qts.journal.JournalReader;
import qts.logs.Counted;
import qts.observer.SnapshotScanner;
import qts.runtime.config.Paths;
import qts.runtime.config.Settings;
import qts.runtime.judging.JournalJudge;
import qts.runtime.judging.Proof;
import qts.runtime.judging.Proving;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.StoredKeys;
import qts.runtime.replay.Speed;
import qts.runtime.transfer.NoJournalException;

/** {@code replay}: judges a journal again. */
@Command(
    name = "replay",
    description = {
      "Judge a journal again and prove that the same comes out.",
      "Runs the recorded rule sets over the recorded snapshots and changes of safety, on the "
          + "recorded clock, and compares with the recorded decisions. Changes nothing; also works "
          + "while a service records there. Equal roots mean equal inputs, rules and decisions, at "
          + "any speed and with any number of threads."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int MAX_THREADS = 64;

  private final Shell shell;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(names = "--prove", description = "Print the roots and compare.")
  private boolean prove;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data folder; by default the one in the settings.")
  private @Nullable Path folder;

  @Option(
      names = "--speed",
      defaultValue = "max",
      description = "max, or a factor such as 1x or 100x of real time (default: ${DEFAULT-VALUE}).")
  private Speed speed = Speed.MAX;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "How many threads read snapshots, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int threads;

  ReplayCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    if (!prove) {
      throw new ParameterException(
          command.commandLine(), "--prove is needed: the journal is judged again, not changed");
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new ParameterException(command.commandLine(), "--threads is 1 to " + MAX_THREADS);
    }
    Path data = data();
    Path journal = Recorder.journalFolder(data);
    if (!Files.isDirectory(journal)) {
      throw new NoJournalException(data);
    }
    DiskStorage storage = new DiskStorage(journal, InstantSource.system(), System::nanoTime);
    try (JournalReader reader =
        JournalReader.open(storage, new StoredKeys(new SnapshotScanner()))) {
      return print(Proving.run(reader, threads, JournalJudge::pipeline, new RecordedPace(speed)));
    }
  }

  private Path data() {
    return folder == null
        ? new Paths(Settings.load(shell.environment(), shell.workingDirectory())).dataDir()
        : shell.workingDirectory().resolve(folder);
  }

  private int print(Proof proof) {
    shell.out().println("input root     " + proof.inputRoot());
    shell.out().println("configuration  " + proof.configuration());
    shell.out().println("output root    " + proof.outputRoot());
    shell
        .out()
        .printf(
            "%s, %s, %,d recorded%n",
            Counted.of(proof.snapshots(), "snapshot"),
            Counted.of(proof.decisions(), "decision"),
            proof.recorded());
    if (proof.difference().isEmpty()) {
      shell.out().println("proved: the journal holds exactly these decisions");
      return ExitCode.OK;
    }
    shell.err().println("observer: not proved: " + proof.difference().get());
    return ExitCode.FAILURE;
  }

  /** Lets inputs come as they came, some times faster. */
  private static final class RecordedPace implements Proving.Pace {
    private final Speed speed;
    private final long startNanos = System.nanoTime();
    private long firstMillis = -1;

    RecordedPace(Speed speed) {
      this.speed = speed;
    }

    @Override
    public void await(long receiveMillis) {
      firstMillis = firstMillis < 0 ? receiveMillis : firstMillis;
      long due = startNanos + speed.dueNanos(receiveMillis - firstMillis);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
      }
    }
  }
}
