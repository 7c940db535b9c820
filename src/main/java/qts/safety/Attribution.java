package qts.safety;

/**
 * Who changed something, why, and when.
 *
 * @param who a person, a command or a part of the system, for example {@code operator:kim} or
 *     {@code annotator:gap}; not blank
 * @param why one sentence for a person; not blank
 * @param atMillis epoch milliseconds
 */
public record Attribution(String who, String why, long atMillis) {

  public Attribution {
    if (who.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException("a change of safety needs a who and a why");
    }
  }
}
