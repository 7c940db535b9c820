package qts.journal;

import java.io.IOException;

/**
 * The journal was written by a later version of the program, in a form that this one can't read.
 */
public final class JournalVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  JournalVersionException(String file, int found, int known) {
    super(
        file
            + " was written in version "
            + found
            + " of the format by a later version of this program; this one knows versions up to "
            + known
            + ". Nothing was changed. Start the later version again, or give this one a data folder"
            + " of its own (OBSERVER_DATA_DIR)");
  }
}
