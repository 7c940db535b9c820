package qts.journal;

/** The body of a group does not follow the format although its checksum holds. */
final class DamagedGroupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedGroupException(String what) {
    super(what);
  }
}
