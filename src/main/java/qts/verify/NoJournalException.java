package qts.verify;

import java.io.IOException;
import java.nio.file.Path;

/** A folder holds no journal. */
final class NoJournalException extends IOException {
  private static final long serialVersionUID = 1;

  NoJournalException(Path folder) {
    super(
        "There is no journal in %s: neither segments nor a watermark. Name the data folder of an"
                .formatted(folder)
            + " observer, or the folder 'journal' within it.");
  }
}
