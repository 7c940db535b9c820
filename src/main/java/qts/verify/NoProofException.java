package qts.verify;

/** A text is not a proof, or proves nothing. */
final class NoProofException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoProofException(int line, String what) {
    this("line " + line + ": " + what);
  }

  NoProofException(String what) {
    super(what);
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
