package qts.runtime.client;

import java.io.IOException;

/** The service could not be reached, or refused a request. The message says what to do. */
public final class ServiceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status the HTTP status; 0 when there was no answer
   */
  ServiceException(int status, String what) {
    super(what);
    this.status = status;
  }

  ServiceException(String what, Throwable cause) {
    super(what, cause);
    this.status = 0;
  }

  /** The HTTP status of the refusal; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed later: nobody answered, or the service asked to wait. */
  public boolean isPassing() {
    return status == 0 || status == 429 || status == 503 || status == 507;
  }
}
