package qts.runtime.service;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import qts.journal.JournalFailedException;
import qts.runtime.http.Check;
import qts.runtime.metrics.DiskSpace;
import qts.runtime.recorder.Recorder;

/** The conditions under which the service can do its work. */
record Readiness(RecorderSlot slot, DiskSpace disk) {

  List<Check> checks() {
    Optional<Recorder> recorder = slot.opened();
    return List.of(recovery(recorder), journal(recorder), disk(recorder));
  }

  private static Check recovery(Optional<Recorder> recorder) {
    return recorder
        .map(r -> new Check("recovery", true, "took " + r.journal().recovery().millis() + " ms"))
        .orElseGet(() -> new Check("recovery", false, "is under way"));
  }

  private Check journal(Optional<Recorder> recorder) {
    if (recorder.isEmpty()) {
      return new Check("journal", false, "is not open yet");
    }
    if (slot.isStopping()) {
      return new Check("journal", false, "is being closed");
    }
    JournalFailedException failure = recorder.get().journal().failure();
    return failure == null
        ? new Check("journal", true, "takes records")
        : new Check("journal", false, String.valueOf(failure.getMessage()));
  }

  private Check disk(Optional<Recorder> recorder) {
    try {
      long usable = disk.usableBytes();
      boolean full = recorder.map(r -> r.journal().isFull()).orElse(false);
      return new Check(
          "disk",
          usable > disk.reserveBytes() && !full,
          "%d bytes are free, %d are kept in reserve%s"
              .formatted(usable, disk.reserveBytes(), full ? "; snapshots are shed" : ""));
    } catch (UncheckedIOException e) {
      return new Check("disk", false, String.valueOf(e.getMessage()));
    }
  }
}
