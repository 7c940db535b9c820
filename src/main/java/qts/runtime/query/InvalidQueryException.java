package qts.runtime.query;

/** A query that can't be answered because of what one of its parameters says. */
public final class InvalidQueryException extends Exception {
  private static final long serialVersionUID = 1;

  private final String parameter;

  InvalidQueryException(String parameter, String problem) {
    super(parameter + ": " + problem);
    this.parameter = parameter;
  }

  /** The name of that parameter. */
  public String parameter() {
    return parameter;
  }
}
