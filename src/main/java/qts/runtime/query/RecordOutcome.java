package qts.runtime.query;

import java.util.Optional;
import qts.journal.RecordKind;

/** Which outcome of an input a record stands for; the recorder's own records stand for none. */
enum RecordOutcome {
  RECORDED(
      RecordKind.SNAPSHOT.bit()
          | RecordKind.PATTERN.bit()
          | RecordKind.JUDGMENT.bit()
          | RecordKind.BLOCK.bit()
          | RecordKind.NON_EXECUTION.bit()),
  REJECTED(RecordKind.REJECTED.bit()),
  BLOCKED(RecordKind.BLOCKED.bit()),
  SHED(RecordKind.SHED.bit());

  private final int bits;

  RecordOutcome(int bits) {
    this.bits = bits;
  }

  static Optional<RecordOutcome> of(RecordKind kind) {
    for (RecordOutcome outcome : values()) {
      if ((outcome.bits & kind.bit()) != 0) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /** The kinds of its records, as a union of {@link RecordKind#bit()}. */
  int bits() {
    return bits;
  }
}
