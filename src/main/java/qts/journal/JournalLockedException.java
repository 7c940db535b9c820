package qts.journal;

import java.io.IOException;

/** Another process, or this one, already writes to the journal. */
public final class JournalLockedException extends IOException {
  private static final long serialVersionUID = 1L;

  public JournalLockedException(String folder) {
    super(
        "another recorder holds the journal in "
            + folder
            + ": stop it first, or give this one a data folder of its own (OBSERVER_DATA_DIR)");
  }
}
