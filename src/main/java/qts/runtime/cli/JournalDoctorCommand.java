package qts.runtime.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.journal.Indexes;
import qts.observer.SnapshotScanner;
import qts.runtime.config.Catalogue;
import qts.runtime.config.Settings;
import qts.runtime.inspection.Diagnosis;
import qts.runtime.inspection.Diagnosis.Severity;
import qts.runtime.inspection.Doctor;
import qts.runtime.inspection.JournalFolder;
import qts.runtime.recorder.StoredKeys;

/** {@code journal doctor}: what is wrong with a folder, what it means and what to do. */
@Command(
    name = "doctor",
    description = {
      "Look a data folder over: what is wrong, what it means, what to do.",
      "Reads every segment. Changes nothing, unless --repair makes missing indexes."
    },
    exitCodeOnExecutionException = ExitCode.UNKNOWN,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:something is: it is listed",
      "2:it can't be told, or wrong usage"
    })
final class JournalDoctorCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private JournalFolderOptions folder = new JournalFolderOptions();

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  @Option(
      names = "--repair",
      description = "First make the indexes that are missing or wrong. No recorder may be at work.")
  private boolean repair;

  JournalDoctorCommand(Shell shell) {
    this.shell = shell;
  }

  /** The answer as a program is told. */
  record Answer(String folder, boolean healthy, List<String> rebuilt, List<Diagnosis> findings) {}

  @Override
  public Integer call() throws IOException {
    JournalFolder journal = folder.open(shell);
    List<String> rebuilt =
        repair
            ? Indexes.rebuild(journal.storage(), new StoredKeys(new SnapshotScanner()))
            : List.of();
    List<Diagnosis> findings = examine(journal);
    int status = status(findings);
    if (json) {
      ToolJson.print(
          shell.out(),
          new Answer(journal.folder().toString(), status == ExitCode.OK, rebuilt, findings));
    } else {
      print(journal, rebuilt, findings);
    }
    return status;
  }

  private List<Diagnosis> examine(JournalFolder journal) throws IOException {
    Settings settings = Settings.load(shell.environment(), shell.workingDirectory());
    try (ProgressBar progress = new ProgressBar(shell, "reading bytes", 0)) {
      return new Doctor(
              journal,
              settings.get(Catalogue.DISK_RESERVE_BYTES),
              settings.get(Catalogue.SEGMENT_BYTES),
              Instant.now(),
              progress)
          .examine();
    }
  }

  private static int status(List<Diagnosis> findings) {
    Severity worst =
        findings.stream().map(Diagnosis::severity).max(Severity::compareTo).orElse(Severity.NOTE);
    return switch (worst) {
      case NOTE -> ExitCode.OK;
      case WARNING, DAMAGE -> ExitCode.FAILURE;
      case UNREADABLE -> ExitCode.UNKNOWN;
    };
  }

  private void print(JournalFolder journal, List<String> rebuilt, List<Diagnosis> findings) {
    rebuilt.forEach(name -> shell.out().println("made the index of " + name));
    for (Diagnosis d : findings) {
      shell.out().println("%s %s".formatted(d.severity().name().toLowerCase(Locale.ROOT), d.id()));
      shell.out().println("  found:  " + d.finding());
      shell.out().println("  means:  " + d.meaning());
      shell.out().println("  do:     " + d.remedy());
    }
    long wrong = findings.stream().filter(d -> d.severity() != Severity.NOTE).count();
    shell
        .out()
        .println(
            wrong == 0
                ? "Nothing is wrong with the journal in " + journal.folder() + "."
                : "%d things are wrong with the journal in %s.".formatted(wrong, journal.folder()));
  }
}
