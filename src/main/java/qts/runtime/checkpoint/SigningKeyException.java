package qts.runtime.checkpoint;

import java.io.IOException;

/** A signing key can't be used. The message begins with a verb; what the file is comes before. */
public final class SigningKeyException extends IOException {
  private static final long serialVersionUID = 1;

  SigningKeyException(String what) {
    super(what);
  }
}
