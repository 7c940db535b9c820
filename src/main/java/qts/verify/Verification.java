package qts.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Does what a request asks for and tells what came of it. */
public final class Verification {
  private final PrintStream out;
  private final PrintStream err;
  private final LongSupplier nanos;

  /**
   * @param out takes the answer
   * @param err takes progress and what prevents an answer
   * @param nanos a clock that only goes forwards
   */
  public Verification(PrintStream out, PrintStream err, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.nanos = nanos;
  }

  /** Returns the exit code, as {@link ExitStatus} defines it. */
  public int run(Request request) {
    try {
      return journal(request);
    } catch (IOException e) {
      err.println("verify: " + Reasons.of(e));
      return ExitStatus.UNREADABLE;
    } catch (RuntimeException bug) {
      err.println("verify: A bug in the verifier; nothing is said about the journal:");
      bug.printStackTrace(err);
      return ExitStatus.UNREADABLE;
    }
  }

  private int journal(Request request) throws IOException {
    long started = nanos.getAsLong();
    JournalFolder folder = JournalFolder.at(request.journal());
    JournalReport report =
        new JournalVerifier(folder, request.threads(), new ProgressLines(err, nanos)).run();
    long took = nanos.getAsLong() - started;
    Verdict verdict = Verdict.of(report.findings());
    ReportWriter writer = new ReportWriter(out);
    if (request.json()) {
      writer.json(report, verdict, took);
    } else {
      writer.text(report, verdict, took);
    }
    return verdict.status();
  }
}
