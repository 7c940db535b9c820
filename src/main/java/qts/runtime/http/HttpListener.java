package qts.runtime.http;

/** Hears of requests. Called on their threads: must be quick, must not throw. */
public interface HttpListener {

  /** Hears nothing. */
  HttpListener NONE = new HttpListener() {};

  /** A request was answered. */
  default void onAnswered(Answered request) {}

  /**
   * Snapshots were taken, or refused one by one.
   *
   * @param bytes the length of the body, unpacked
   * @param receiveNanos how long the body took to arrive and to be unpacked
   * @param totalNanos how long everything took until the answer was ready
   */
  default void onSnapshots(long bytes, long receiveNanos, long totalNanos) {}
}
