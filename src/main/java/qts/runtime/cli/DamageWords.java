package qts.runtime.cli;

import qts.journal.Damage;

/** A damage in words. */
final class DamageWords {
  private DamageWords() {}

  /** Where it is, what is wrong, and which records it costs. */
  static String of(Damage damage) {
    String place = "%s, byte %d: %s".formatted(damage.file(), damage.offset(), damage.what());
    return damage.lost() == 0
        ? place
        : place
            + "; positions %d to %d can't be read".formatted(damage.firstLost(), damage.lastLost());
  }
}
