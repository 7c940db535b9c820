package qts.verify;

/** How a verification ends. */
enum Verdict {
  INTACT("intact", "INTACT: everything is as it was written.", ExitStatus.INTACT),
  VIOLATED(
      "violated", "VIOLATED: the above can't be so in an untouched journal.", ExitStatus.VIOLATED),
  UNREADABLE(
      "unreadable",
      "UNDECIDED: a part could not be read, the rest is intact.",
      ExitStatus.UNREADABLE);

  private final String word;
  private final String sentence;
  private final int status;

  Verdict(String word, String sentence, int status) {
    this.word = word;
    this.sentence = sentence;
    this.status = status;
  }

  static Verdict of(Findings findings) {
    if (!findings.isClean()) {
      return VIOLATED;
    }
    return findings.unreadable().isEmpty() ? INTACT : UNREADABLE;
  }

  String word() {
    return word;
  }

  String sentence() {
    return sentence;
  }

  int status() {
    return status;
  }
}
