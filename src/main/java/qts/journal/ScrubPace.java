package qts.journal;

/** Lets a scrub go on, slows it down or stops it. */
public interface ScrubPace {

  /**
   * So many more bytes were read and checked. May wait.
   *
   * @return false to stop
   */
  boolean onRead(long bytes);
}
