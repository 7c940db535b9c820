package qts.runtime.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the defaults of a container image: one JSON object of setting names and texts. */
final class ImageDefaults {
  private ImageDefaults() {}

  /** The texts by the settings' names; what is wrong goes to {@code problems}. */
  static Map<String, Given> read(Path file, List<Problem> problems) {
    return JsonFile.read(file, Catalogue.IMAGE_DEFAULTS.name(), problems)
        .map(object -> values(object, file, problems))
        .orElse(Map.of());
  }

  private static Map<String, Given> values(JsonObject object, Path file, List<Problem> problems) {
    Map<String, Given> values = new LinkedHashMap<>();
    object
        .remainingTexts()
        .forEach((name, text) -> {
          Origin origin = new Origin(Level.IMAGE, name + " in " + file);
          if (KnownNames.find(name, origin.place(), problems).isPresent() && !text.isEmpty()) {
            values.put(name, new Given(text, origin));
          }
        });
    return values;
  }
}
