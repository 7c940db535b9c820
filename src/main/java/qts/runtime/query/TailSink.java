package qts.runtime.query;

import java.io.IOException;
import qts.journal.Damage;

/** Takes the records of a journal as they become durable. */
public interface TailSink extends RecordSink {

  /** Learns that records can't be read. */
  void onLost(Damage damage) throws IOException;

  /** Everything up to {@code position} was looked at, and nothing follows for the moment. */
  void onPause(long position) throws IOException;
}
