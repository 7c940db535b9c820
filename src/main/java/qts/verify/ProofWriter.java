package qts.verify;

import java.io.PrintStream;

/** Tells what a proof proves: to a person, or as JSON. */
final class ProofWriter {
  private final PrintStream out;

  ProofWriter(PrintStream out) {
    this.out = out;
  }

  void holds(ProvenRecord record, boolean json) {
    Checkpoint checkpoint = record.checkpoint();
    if (json) {
      out.println(
          new Json()
              .open('{')
              .field("verdict", Verdict.INTACT.word())
              .field("position", record.position())
              .field("kind", record.kind())
              .field("event_ms", record.eventMillis())
              .field("received_ms", record.receiveMillis())
              .field("stream", record.stream())
              .field("notes", record.notes())
              .field("payload", record.payload())
              .field("signed_by", checkpoint.origin())
              .field("signed_at", checkpoint.time())
              .field("journal_id", checkpoint.journalId())
              .close('}'));
      return;
    }
    line("record", "position %,d, kind %d".formatted(record.position(), record.kind()));
    line("stream", record.stream());
    line("received", record.received().toString());
    line("payload", record.payload());
    line("journal", checkpoint.journalId());
    line("signed", "by %s at %s".formatted(checkpoint.origin(), checkpoint.time()));
    out.println("PROVED: the record is in the journal of the signed checkpoint.");
  }

  private void line(String name, String what) {
    out.printf("%-10s %s%n", name, ReportWriter.printable(what));
  }

  void fails(String file, String what, boolean json) {
    if (json) {
      out.println(
          new Json()
              .open('{')
              .field("verdict", Verdict.VIOLATED.word())
              .field("file", file)
              .field("what", what)
              .close('}'));
      return;
    }
    line("proof", file);
    line("violation", what);
    out.println("VIOLATED: this proves nothing.");
  }
}
