package qts.runtime.recorder;

import qts.journal.JournalFailedException;

/** Hears of what an operator of the process must act on. Called on the recorder's own threads. */
public interface RecorderListener {

  /** The journal failed: nothing is acknowledged any more and the process must end. */
  void onFailure(JournalFailedException failure);
}
