package qts.runtime.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import qts.runtime.recorder.Counts;

/** Where imported records go. */
public interface ImportDestination extends Closeable {

  /** Takes PatternRecord lines over; durable when it returns. */
  Taken take(byte[] lines, int length) throws IOException, InterruptedException;

  /** What became of some lines. */
  record Taken(Counts counts, List<Refused> refused) {
    public Taken {
      refused = List.copyOf(refused);
    }
  }

  /**
   * A line that was not taken over, and why.
   *
   * @param line its number among those that were given, counted from 1
   */
  record Refused(long line, String outcome, String rule, String path, String reason) {}
}
