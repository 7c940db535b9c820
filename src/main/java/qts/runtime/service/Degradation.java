package qts.runtime.service;

import java.util.Optional;
import qts.runtime.recorder.Integrity;

/** What does not keep the service from its work, and yet must be looked after. */
final class Degradation {
  private Degradation() {}

  /** In words; empty when all is well. */
  static Optional<String> words(Integrity integrity) {
    int places = integrity.places();
    return places == 0
        ? Optional.empty()
        : Optional.of(
            "%d places of the journal are damaged, %d records can't be read:"
                    .formatted(places, integrity.lostRecords())
                + " observer journal doctor says where and what to do");
  }
}
