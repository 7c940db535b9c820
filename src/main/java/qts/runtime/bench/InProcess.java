package qts.runtime.bench;

import java.io.IOException;
import java.util.function.Supplier;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;

/** The door of a recorder embedded in the sender's process. */
final class InProcess implements Supplier<Door> {
  private final Recorder recorder;

  InProcess(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public Door get() {
    return (body, snapshots) -> {
      IntakeReport report = recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
      if (report.counts().recorded() != snapshots) {
        throw new IOException("not every snapshot was recorded: " + report.counts());
      }
    };
  }
}
