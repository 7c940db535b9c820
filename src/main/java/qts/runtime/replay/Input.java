package qts.runtime.replay;

/**
 * One line to send.
 *
 * @param json the snapshot, one line without its break
 * @param eventMillis when it happened, epoch milliseconds; {@link #UNTIMED} when that can't be told
 */
public record Input(String json, long eventMillis) {
  static final long UNTIMED = Long.MIN_VALUE;

  boolean isTimed() {
    return eventMillis != UNTIMED;
  }
}
