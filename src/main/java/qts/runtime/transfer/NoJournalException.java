package qts.runtime.transfer;

import java.io.IOException;
import java.nio.file.Path;

/** A data folder that holds no journal. */
public final class NoJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  public NoJournalException(Path dataFolder) {
    super(
        "There is no journal in "
            + dataFolder
            + ". Name the data folder of a recorder (OBSERVER_DATA_DIR of the"
            + " service).");
  }
}
