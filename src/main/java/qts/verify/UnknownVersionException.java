package qts.verify;

import java.io.IOException;

/** A file is whole but of a version of the format that this verifier does not know. */
final class UnknownVersionException extends IOException {
  private static final long serialVersionUID = 1;

  UnknownVersionException(String what, int version) {
    super(
        "the %s is of format version %d, which this verifier does not know. Use a newer one."
            .formatted(what, version));
  }
}
