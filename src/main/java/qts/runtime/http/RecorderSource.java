package qts.runtime.http;

import qts.runtime.recorder.Recorder;

/** Where endpoints get the recorder from, which opens after the server listens. */
@FunctionalInterface
public interface RecorderSource {

  /**
   * The open recorder.
   *
   * @throws ProblemException when it is not open yet, or not any more
   */
  Recorder recorder();
}
