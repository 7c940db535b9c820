package qts.verify;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The command line of the verifier as a program of its own. */
final class CommandLine {
  private static final String HELP =
      """
      Usage: java -jar qts-observer-verify.jar [OPTIONS] DIR
             java -jar qts-observer-verify.jar --proof FILE --key KEY

      Verify the journal in DIR, the data folder of an observer or the folder 'journal' in it,
      beside a running observer too; or verify, without a journal, the proof of one record.

        --checkpoint FILE   published checkpoints the journal must agree with; - for standard
                            input. May be given more than once
        --key KEY           the verifier key that signs checkpoints (name+hash+key), or a file
                            with it. May be given more than once
        --ledger            compute the ledger again from the records and compare
        --proof FILE        a proof made by 'observer prove'; - for standard input. With
                            --checkpoint, its checkpoint must be one of the published ones
        --json              answer with one JSON object
        -h, --help          show this help

      Exit codes: 0 intact; 1 violated: file, byte, positions and what; 2 can't be judged.
      """;

  private final Verification verification;
  private final int threads;
  private final PrintStream out;
  private final PrintStream err;
  private final List<String> checkpoints = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private @Nullable String proof;
  private @Nullable String folder;
  private boolean ledger;
  private boolean json;

  CommandLine(Verification verification, int threads, PrintStream out, PrintStream err) {
    this.verification = verification;
    this.threads = threads;
    this.out = out;
    this.err = err;
  }

  /** Runs what {@code args} ask for; returns the exit code. */
  int run(String... args) {
    Queue<String> open = new ArrayDeque<>(List.of(args));
    for (String arg = open.poll(); arg != null; arg = open.poll()) {
      switch (arg) {
        case "-h", "--help" -> {
          out.print(HELP);
          return ExitStatus.INTACT;
        }
        case "--json" -> json = true;
        case "--ledger" -> ledger = true;
        default -> {
          if (!take(arg, open)) {
            return usage("'" + arg + "' is not expected here.");
          }
        }
      }
    }
    return run();
  }

  /** Takes an argument, with its value where it has one; false when it is not known. */
  private boolean take(String arg, Queue<String> open) {
    String value = arg.startsWith("--") ? open.poll() : arg;
    if (value == null) {
      return false;
    }
    switch (arg) {
      case "--checkpoint" -> checkpoints.add(value);
      case "--key" -> keys.add(value);
      case "--proof" -> proof = value;
      default -> {
        if (arg.startsWith("-") || folder != null) {
          return false;
        }
        folder = arg;
      }
    }
    return true;
  }

  private int run() {
    String named = folder;
    if (proof != null) {
      return proof(proof);
    }
    if (named == null) {
      return usage("DIR is missing.");
    }
    try {
      Request.Subject journal = new Request.Journal(Path.of(named), checkpoints, ledger, threads);
      return verification.run(new Request(journal, keys, json));
    } catch (InvalidPathException e) {
      err.println("verify: " + ReportWriter.printable(Reasons.of(e)));
      return ExitStatus.UNREADABLE;
    }
  }

  private int proof(String file) {
    if (folder != null) {
      return usage("A proof is verified without a journal.");
    }
    return ledger
        ? usage("A proof is verified without a ledger.")
        : verification.run(new Request(new Request.Proof(file, checkpoints), keys, json));
  }

  private int usage(String what) {
    err.println("verify: " + ReportWriter.printable(what));
    err.print(HELP);
    return ExitStatus.UNREADABLE;
  }
}
