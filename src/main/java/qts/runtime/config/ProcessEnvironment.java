package qts.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Picks the settings out of the environment of the process. */
final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /**
   * The texts by the settings' names. An empty variable counts as not given: that is what a compose
   * file makes of one that is not set.
   *
   * @param problems takes every variable that looks like a setting and is none
   */
  static Map<String, Given> read(Map<String, String> environment, List<Problem> problems) {
    Map<String, Given> values = new LinkedHashMap<>();
    new TreeMap<>(environment)
        .forEach((name, text) -> {
          if (Catalogue.find(name).isPresent()) {
            if (!text.isEmpty()) {
              values.put(name, new Given(text, Origin.environment(name)));
            }
          } else if (KnownNames.isOurs(name)) {
            problems.add(KnownNames.unknown(name, name));
          }
        });
    return values;
  }
}
