package qts.logs;

/** Numbers of things, for a person. */
public final class Counted {
  private Counted() {}

  /** The number and what is counted: 1 segment, 2 segments. */
  public static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  /** The same where the word for several is not made by an s. */
  public static String of(long count, String one, String many) {
    return count == 1 ? "1 " + one : "%,d %s".formatted(count, many);
  }
}
