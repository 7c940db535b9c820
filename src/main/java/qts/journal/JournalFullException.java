package qts.journal;

import java.io.IOException;

/**
 * There is no room for another segment, and none in the reserve where that may be used. Nothing is
 * wrong with what was recorded before.
 */
public final class JournalFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public JournalFullException(String folder, String obstacle) {
    super(
        "no room for another segment in "
            + folder
            + ": "
            + obstacle
            + "; free some space or raise the quota, recording resumes by itself");
  }
}
