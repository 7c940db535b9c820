package qts.runtime.judging;

import java.io.IOException;

/** The rule set does not fit into one record of the journal. */
public final class RulesTooLargeException extends IOException {
  RulesTooLargeException(int bytes, int limit) {
    super(
        "The rule set takes %d bytes of a record, of which there are %d: make it smaller, or raise OBSERVER_SEGMENT_BYTES."
            .formatted(bytes, limit));
  }
}
