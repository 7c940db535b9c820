package qts.runtime;

/** The entry point of the program. */
public final class Observer {
  private Observer() {}

  public static void main(String[] args) {
    System.out.println(args.length);
  }
}
