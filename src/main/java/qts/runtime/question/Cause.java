package qts.runtime.question;

import java.util.Locale;

/** Why nothing was done, in one word for a program. */
enum Cause {
  /** An order, or the judging itself, was blocked. */
  BLOCKED,
  /** An order was blocked by nothing and yet not executed. */
  NOT_EXECUTED,
  /** A strategy decided to do nothing. */
  NO_ORDER,
  /** An order was judged, and nothing recorded says what became of it. */
  UNRESOLVED,
  /** Snapshots came, and nobody decided anything about them. */
  NOT_JUDGED,
  /** The snapshots that came were refused. */
  REFUSED,
  /** The recorder did not run. */
  RECORDER_DOWN,
  /** The symbol's market was closed. */
  MARKET_CLOSED,
  /** The feed was silent. */
  SILENCE,
  /** It is before the first snapshot of the symbol. */
  BEFORE_FIRST,
  /** It is after the newest snapshot of the symbol. */
  AFTER_NEWEST,
  /** The journal has no snapshot of the symbol. */
  UNKNOWN_SYMBOL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
