package qts.journal;

import java.io.IOException;

/**
 * The journal can't be written any more: a write or a sync failed, so what reached the disk is
 * unknown. Nothing is acknowledged after this; the process must end and recover at the next start.
 */
public final class JournalFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  public JournalFailedException(String what, Throwable cause) {
    super(what, cause);
  }

  public JournalFailedException(String what) {
    super(what);
  }
}
