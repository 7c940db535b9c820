package qts.verify;

/** How a verification ends, as the exit code of the process. */
public final class ExitStatus {
  /** All that was looked at is as it was written. */
  public static final int INTACT = 0;

  /** Something was changed, is damaged or is missing. */
  public static final int VIOLATED = 1;

  /** It could not be judged: wrong usage, no such file, no permission, an unknown version. */
  public static final int UNREADABLE = 2;

  private ExitStatus() {}
}
