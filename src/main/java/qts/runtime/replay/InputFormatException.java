package qts.runtime.replay;

import java.io.IOException;

/** A file to be sent is not what it should be; the message names the line. */
public final class InputFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  InputFormatException(String file, long line, String what) {
    super(file + ", line " + line + ": " + what);
  }
}
