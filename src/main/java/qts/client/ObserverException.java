package qts.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What was given to the client could not be delivered. The message says why and what to do; nothing
 * is given up: the next flush sends the same again.
 */
public final class ObserverException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ObserverException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status of the last answer; 0 when there was none. */
  public int status() {
    return status;
  }
}
