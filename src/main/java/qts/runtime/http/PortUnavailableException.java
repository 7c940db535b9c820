package qts.runtime.http;

import java.io.IOException;

/** The HTTP port can't be opened. The message names the address, the cause and the remedy. */
public final class PortUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  PortUnavailableException(String message) {
    super(message);
  }

  PortUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
