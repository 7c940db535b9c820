package qts.runtime.query;

/** A query that can't be answered because of what one of its parameters says. */
public final class InvalidQueryException extends Exception {
  private static final long serialVersionUID = 1;

  private final String parameter;
  private final String problem;

  /**
   * @param parameter its name
   * @param problem what is wrong with it, and what would not be
   */
  public InvalidQueryException(String parameter, String problem) {
    super(parameter + ": " + problem);
    this.parameter = parameter;
    this.problem = problem;
  }

  /** The name of that parameter. */
  public String parameter() {
    return parameter;
  }

  /** What is wrong with it, and what would not be. */
  public String problem() {
    return problem;
  }
}
