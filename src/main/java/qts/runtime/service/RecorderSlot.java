package qts.runtime.service;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qts.runtime.http.ProblemException;
import qts.runtime.http.ProblemType;
import qts.runtime.http.RecorderSource;
import qts.runtime.recorder.Recorder;

/** Where the recorder is while it is open. The server listens before and after that. */
final class RecorderSlot implements RecorderSource {
  private volatile @Nullable Recorder recorder;
  private volatile boolean stopping;

  void put(Recorder opened) {
    recorder = opened;
  }

  void stop() {
    stopping = true;
  }

  boolean isStopping() {
    return stopping;
  }

  Optional<Recorder> opened() {
    return Optional.ofNullable(recorder);
  }

  @Override
  public Recorder recorder() {
    Recorder opened = recorder;
    if (opened == null || stopping) {
      throw new ProblemException(
              ProblemType.NOT_READY,
              stopping ? "The service stops." : "The journal is being recovered.")
          .header("Retry-After", "1");
    }
    return opened;
  }
}
