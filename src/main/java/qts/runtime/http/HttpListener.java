package qts.runtime.http;

/** Hears of requests. Called on their threads: must be quick, must not throw. */
public interface HttpListener {

  /** Hears nothing. */
  HttpListener NONE = new HttpListener() {};

  /**
   * A request was answered.
   *
   * @param method {@code GET}, {@code POST} …; any word the client sent
   * @param route the route's path with its parameters unfilled; empty when none matched
   */
  default void onAnswered(String method, String route, int status) {}

  /**
   * Snapshots were taken, or refused one by one.
   *
   * @param bytes the length of the body, unpacked
   * @param receiveNanos how long the body took to arrive and to be unpacked
   * @param totalNanos how long everything took until the answer was ready
   */
  default void onSnapshots(long bytes, long receiveNanos, long totalNanos) {}
}
