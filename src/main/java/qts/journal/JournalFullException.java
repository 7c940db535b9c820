package qts.journal;

import java.io.IOException;

/** The disk has no room for another segment. Nothing is wrong with what was recorded before. */
public final class JournalFullException extends IOException {
  private static final long serialVersionUID = 1L;

  public JournalFullException(String folder, long neededBytes) {
    super(
        "no room on the disk for another segment of "
            + neededBytes
            + " bytes in "
            + folder
            + ": free some space; recording resumes by itself");
  }
}
