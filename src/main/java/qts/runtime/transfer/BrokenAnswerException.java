package qts.runtime.transfer;

import java.io.IOException;

/** An answer that ended before its end. */
public final class BrokenAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenAnswerException(long records) {
    super(
        "The answer broke off after "
            + records
            + " records. Check the service and its log, then try again.");
  }
}
