package qts.verify;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be verified and how the answer is given.
 *
 * @param subject a journal or a proof
 * @param keys verifier keys, or files that hold one: who may have signed checkpoints
 * @param json whether the answer is one JSON object
 */
public record Request(Subject subject, List<String> keys, boolean json) {
  public Request {
    keys = List.copyOf(keys);
  }

  /** What can be verified. */
  public sealed interface Subject {}

  /**
   * A journal.
   *
   * @param folder its folder, or one that holds it as {@code journal}
   * @param checkpoints files of published checkpoints it must agree with; {@code -} for standard
   *     input
   * @param ledger whether its ledger is computed again
   * @param threads how many segments are read at once
   */
  public record Journal(Path folder, List<String> checkpoints, boolean ledger, int threads)
      implements Subject {
    public Journal {
      checkpoints = List.copyOf(checkpoints);
    }
  }

  /**
   * The proof that one record is in a journal.
   *
   * @param file where it is; {@code -} for standard input
   * @param checkpoints files of published checkpoints, of which one must be the proof's when there
   *     are any
   */
  public record Proof(String file, List<String> checkpoints) implements Subject {
    public Proof {
      checkpoints = List.copyOf(checkpoints);
    }
  }
}
