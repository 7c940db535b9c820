package qts.runtime.recorder;

/** The clocks a recorder reads. */
public interface RecorderClock {

  /** The wall clock, epoch milliseconds. */
  long millis();

  /** A monotonic clock, nanoseconds from any start. */
  long nanos();

  /** The clocks of this machine. */
  static RecorderClock system() {
    return new RecorderClock() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
