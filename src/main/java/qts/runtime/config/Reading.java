package qts.runtime.config;

import java.util.List;

/**
 * What came of reading the configuration.
 *
 * @param settings the settings; one with a bad value has the next weaker level's instead
 * @param notes what is accepted but does not do what it says
 * @param problems what must be put right before the service may start
 */
public record Reading(Settings settings, List<Problem> notes, List<Problem> problems) {
  public Reading {
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /** The settings, when nothing is wrong with them. */
  public Settings valid() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return settings;
  }
}
