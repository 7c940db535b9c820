package qts.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.runtime.config.ConfigurationException;
import qts.runtime.config.Paths;
import qts.runtime.config.Settings;
import qts.verify.ExitStatus;
import qts.verify.Request;
import qts.verify.Verification;

/** {@code verify}: proves a journal to be as it was written, or names what is not. */
@Command(
    name = "verify",
    description = {
      "Verify a journal: every checksum, every hash of the chain, every position, and that all is "
          + "there that was durable. Works beside a running service.",
      "The same verifier is a program of its own: java -jar target/qts-observer-verify.jar DIR."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:intact",
      "1:violated; file, byte, positions and what are named",
      "2:can't be judged: no such folder, no permission, an unknown version; or wrong usage"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Shell shell;

  @ArgGroup(exclusive = true)
  private final Place place = new Place();

  /** Where the journal is; the standalone verifier knows only the first way. */
  private static final class Place {
    @Parameters(
        arity = "0..1",
        paramLabel = "DIR",
        description =
            "The data folder of an observer, or the folder 'journal' in it; by default that of the"
                + " settings.")
    private @Nullable Path folder;

    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description = "The same, as the other commands spell it.")
    private @Nullable Path dataFolder;
  }

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Published checkpoints the journal must agree with, or of which one must be that of the"
              + " proof; - for standard input. May be given more than once.")
  private List<String> checkpoints = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "The verifier key that signs checkpoints (name+hash+key), or a file with it. May be given"
              + " more than once.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--ledger",
      description = "Compute the ledger again from the records and compare.")
  private boolean ledger;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description =
          "Verify a proof made by 'observer prove' instead of a journal; - for standard input."
              + " Needs --key.")
  private @Nullable String proof;

  @Option(names = "--json", description = "Answer with one JSON object.")
  private boolean json;

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (proof != null && (place.folder != null || place.dataFolder != null || ledger)) {
      shell
          .err()
          .println(
              "observer: A proof is verified without a journal: leave out DIR, --data-dir and"
                  + " --ledger.");
      return ExitStatus.UNREADABLE;
    }
    try {
      return new Verification(
              shell.in(), shell.workingDirectory(), shell.out(), shell.err(), System::nanoTime)
          .run(new Request(subject(), keys, json));
    } catch (ConfigurationException wrong) {
      shell.err().println("observer: " + wrong.getMessage());
      return ExitStatus.UNREADABLE;
    }
  }

  private Request.Subject subject() {
    Runtime process = Runtime.getRuntime();
    int threads = Verification.threads(process.availableProcessors(), process.maxMemory());
    return proof == null
        ? new Request.Journal(folder(), checkpoints, ledger, threads)
        : new Request.Proof(proof, checkpoints);
  }

  private Path folder() {
    Path folder = place.folder == null ? place.dataFolder : place.folder;
    return folder == null
        ? new Paths(Settings.load(shell.environment(), shell.workingDirectory())).journalDir()
        : shell.workingDirectory().resolve(folder);
  }
}
