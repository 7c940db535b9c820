package qts.runtime.config;

import java.util.List;
import java.util.stream.Collectors;
import qts.logs.PlainText;

/**
 * The configuration can't be used. Carries everything that is wrong with it, not only the first.
 */
public final class ConfigurationException extends RuntimeException {
  private final transient List<Problem> problems;

  public ConfigurationException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> PlainText.of(problem.toString()))
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public ConfigurationException(String key, String cause, String remedy) {
    this(List.of(new Problem(key, cause, remedy)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
