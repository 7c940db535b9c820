package qts.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the names of settings from names that are likely to be misspelt ones. */
final class KnownNames {
  private static final Pattern OURS = Pattern.compile("(QTS_)?OBSERVER_.*");

  /** What Kubernetes adds to every container's environment for a service named qts-observer. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("QTS_OBSERVER_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)");

  private KnownNames() {}

  /** Whether an environment variable of this name is meant for this program. */
  static boolean isOurs(String name) {
    return OURS.matcher(name).matches() && !SERVICE_LINK.matcher(name).matches();
  }

  /**
   * The setting called {@code name} in a file.
   *
   * @param key the dotted key under which the name stands
   * @param problems takes it when there is no such setting, or it may not stand in a file
   */
  static Optional<Setting<?>> find(String name, String key, List<Problem> problems) {
    Optional<Setting<?>> setting = Catalogue.find(name);
    if (setting.isEmpty()) {
      problems.add(unknown(name, key));
    } else if (setting.get().traits().contains(Setting.Trait.ENVIRONMENT_ONLY)) {
      problems.add(
          new Problem(
              key,
              "can't be set in a file",
              "Set it in the environment of the process and remove it here."));
      return Optional.empty();
    }
    return setting;
  }

  /** A name that is no setting. */
  static Problem unknown(String name, String key) {
    return new Problem(
        key,
        "is not a setting",
        NearestName.to(name, Catalogue.all().stream().map(Setting::name).toList())
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Remove it; docs/configuration.md lists all settings."));
  }
}
