package qts.runtime.service;

import java.util.Optional;
import qts.logs.Counted;
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
            "%s damaged, %s can't be read:"
                    .formatted(
                        Counted.of(places, "place of the journal is", "places of the journal are"),
                        Counted.of(integrity.lostRecords(), "record"))
                + " observer journal doctor says where and what to do");
  }
}
