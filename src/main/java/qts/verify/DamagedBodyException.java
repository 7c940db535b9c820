package qts.verify;

/** The body of a group is not one, although it matches its checksum. */
final class DamagedBodyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedBodyException(String what) {
    super(what);
  }

  /** The message, never null. */
  String what() {
    return String.valueOf(getMessage());
  }
}
