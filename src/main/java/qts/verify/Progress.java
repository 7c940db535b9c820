package qts.verify;

/** Told how far a verification is. Called by several threads. */
interface Progress {
  Progress NONE = (bytes, total) -> {};

  /** {@code bytes} of {@code total} have been verified. */
  void at(long bytes, long total);
}
