package qts.runtime.http;

/** Hears how long it took to serve senders. Called on request threads; must be quick. */
public interface DoorListener {

  /** Hears nothing. */
  DoorListener NONE = (bytes, receiveNanos, totalNanos) -> {};

  /**
   * A request with snapshots was served.
   *
   * @param bytes the length of its body, unpacked
   * @param receiveNanos how long the body took to arrive and to be unpacked
   * @param totalNanos how long everything took until the answer was ready
   */
  void onServed(long bytes, long receiveNanos, long totalNanos);
}
