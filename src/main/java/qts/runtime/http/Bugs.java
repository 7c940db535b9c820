package qts.runtime.http;

/** Hears of bugs: exceptions nobody had reason to expect. Called on any thread. */
@FunctionalInterface
public interface Bugs {

  /**
   * Takes note of a bug.
   *
   * @return an id under which the log has it
   */
  String report(Throwable bug);
}
