package qts.runtime.cli;

/** What the exit codes of the program mean. */
public final class ExitCode {
  /** Done, and the answer is good. */
  public static final int OK = 0;

  /** Not done, or the answer is bad. */
  public static final int FAILURE = 1;

  /** The command line is wrong; nothing was tried. */
  public static final int USAGE = 2;

  /** Of a command that judges: it can't be told. */
  public static final int UNKNOWN = 2;

  private ExitCode() {}
}
