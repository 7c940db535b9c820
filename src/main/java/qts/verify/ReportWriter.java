package qts.verify;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** Tells what the verification of a journal found: to a person, or as JSON. */
final class ReportWriter {
  private static final double MEGA = 1e6;
  private static final String NEXT =
      "'observer journal scrub' copies damaged bytes to quarantine/, 'observer journal doctor' says"
          + " what damage means and what to do.";

  private final PrintStream out;
  private final long nanos;

  /**
   * @param nanos how long the verification took
   */
  ReportWriter(PrintStream out, long nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  /** For a person. */
  void text(
      JournalReport report,
      List<CheckpointFile> checkpoints,
      boolean signaturesChecked,
      Verdict verdict) {
    line("journal", report.folder());
    report.journalId().ifPresent(id -> line("id", id.toString()));
    line(
        "holds",
        "%s, %s, %s%s"
            .formatted(
                counted(report.segments(), "segment"),
                counted(report.groups(), "group"),
                counted(report.records(), "record"),
                report.records() == 0
                    ? ""
                    : ", positions %,d to %,d"
                        .formatted(report.firstPosition(), report.nextPosition() - 1)));
    line(
        "durable",
        report.durable() < 0
            ? "nothing yet"
            : "to position %,d%s"
                .formatted(
                    report.durable(), report.closed() ? ", closed in order" : ", not closed"));
    if (report.records() > 0) {
      line("newest", "received " + Instant.ofEpochMilli(report.newestMillis()));
    }
    if (report.ledgers() >= 0) {
      line("ledger", counted(report.ledgers(), "ledger record") + " computed again");
    }
    checkpoints.forEach(file -> line("signed", summary(file, signaturesChecked)));
    line(
        "read",
        "%,.1f MB in %.2f s, %,.0f MB/s".formatted(megabytes(report), seconds(), rate(report)));
    list("warning", report.findings().warnings(), report.findings().warningCount());
    list("can't read", report.findings().unreadable(), report.findings().unreadable().size());
    list(
        "violation",
        report.findings().violations().stream().map(Violation::toString).toList(),
        report.findings().violationCount());
    if (verdict == Verdict.VIOLATED) {
      line("next", "This only reads. " + NEXT);
    }
    out.println(verdict.sentence());
  }

  private static String summary(CheckpointFile file, boolean signaturesChecked) {
    int count = file.entries().size();
    return "%s in %s%s%s"
        .formatted(
            counted(count, "checkpoint"),
            file.name(),
            count == 0
                ? ""
                : ", the last covers position %,d"
                    .formatted(file.entries().getLast().checkpoint().position()),
            signaturesChecked ? "" : "; signatures not checked, no --key was given");
  }

  private static String counted(long count, String one) {
    return "%,d %s%s".formatted(count, one, count == 1 ? "" : "s");
  }

  private void line(String name, String what) {
    out.printf("%-10s %s%n", name, printable(what));
  }

  private void list(String name, List<String> what, long count) {
    what.forEach(one -> line(name, one));
    if (count > what.size()) {
      line(name, "and %,d more".formatted(count - what.size()));
    }
  }

  /** What came out of files must not steer a terminal, nor look like what it is not. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(printable::appendCodePoint);
    return printable.toString();
  }

  static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** One JSON object. */
  void json(JournalReport report, List<CheckpointFile> checkpoints, Verdict verdict) {
    Json json = new Json().open('{');
    json.field("verdict", verdict.word());
    json.field("folder", report.folder());
    report.journalId().ifPresent(id -> json.field("journal_id", id.toString()));
    json.field("segments", report.segments());
    json.field("groups", report.groups());
    json.field("records", report.records());
    json.field("first_position", report.firstPosition());
    json.field("next_position", report.nextPosition());
    json.field("durable_position", report.durable());
    json.field("closed", report.closed());
    json.field("bytes", report.bytes());
    json.field("millis", nanos / 1_000_000);
    if (report.ledgers() >= 0) {
      json.field("ledgers", report.ledgers());
    }
    json.field("checkpoints", checkpoints.stream().mapToLong(file -> file.entries().size()).sum());
    json.field("violation_count", report.findings().violationCount());
    json.name("violations").open('[');
    report.findings().violations().forEach(violation -> write(json, violation));
    json.close(']');
    json.field("warning_count", report.findings().warningCount());
    json.field("warnings", report.findings().warnings());
    json.field("unreadable", report.findings().unreadable());
    out.println(json.close('}'));
  }

  private static void write(Json json, Violation violation) {
    json.open('{');
    json.field("file", violation.file());
    json.field("offset", violation.offset());
    if (violation.hasPositions()) {
      json.field("first_position", violation.firstPosition());
      json.field("last_position", violation.lastPosition());
    }
    json.field("what", violation.what());
    json.close('}');
  }

  private static double megabytes(JournalReport report) {
    return report.bytes() / MEGA;
  }

  private double seconds() {
    return nanos / 1e9;
  }

  private double rate(JournalReport report) {
    return megabytes(report) / Math.max(seconds(), 1e-6);
  }
}
