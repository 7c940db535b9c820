package qts.runtime.transfer;

import java.io.IOException;
import java.util.Locale;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.Refusal;

/** A data folder, into which a recorder of our own writes. */
public final class RecorderDestination implements ImportDestination {
  private final Recorder recorder;

  private RecorderDestination(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Opens the folder.
   *
   * @throws qts.journal.JournalLockedException when another recorder has it
   */
  public static RecorderDestination open(RecorderSettings settings) throws IOException {
    // A failed journal refuses whatever is given to it next, which ends the import.
    return new RecorderDestination(Recorder.open(settings, failure -> {}));
  }

  @Override
  public Taken take(byte[] lines, int length) throws IOException {
    IntakeReport report = recorder.takeOver(lines, 0, length, Ack.DURABLE);
    return new Taken(
        report.counts(), report.refusals().stream().map(RecorderDestination::refused).toList());
  }

  private static Refused refused(Refusal refusal) {
    return new Refused(
        refusal.line(),
        refusal.outcome().name().toLowerCase(Locale.ROOT),
        refusal.finding().rule(),
        refusal.finding().path(),
        refusal.finding().reason());
  }

  @Override
  public void close() throws IOException {
    recorder.close();
  }
}
