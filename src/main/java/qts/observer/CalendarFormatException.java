package qts.observer;

/** A description of trading calendars that can't be used; the message names the key. */
public final class CalendarFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String key;

  CalendarFormatException(String key, String problem) {
    super(key.isEmpty() ? problem : key + ": " + problem);
    this.key = key;
  }

  /** The dotted key of the value in question; empty when the whole text is. */
  public String key() {
    return key;
  }
}
