package qts.logs;

/** The operational log can't be written. The message says where, why, and what to do. */
public final class LogException extends RuntimeException {
  LogException(String message) {
    super(message);
  }

  LogException(String message, Throwable cause) {
    super(message, cause);
  }
}
