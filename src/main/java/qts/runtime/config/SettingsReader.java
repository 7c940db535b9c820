package qts.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import qts.runtime.config.DeploymentConfig.Statement;

/**
 * Lays the levels over each other: the strongest level that gives a setting an allowed value wins.
 */
final class SettingsReader {
  private final Path workingDirectory;
  private final Map<String, Given> process;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();

  SettingsReader(Map<String, String> environment, Path workingDirectory) {
    this.workingDirectory = workingDirectory.toAbsolutePath();
    this.process = ProcessEnvironment.read(environment, problems);
  }

  Reading read() {
    Map<String, Given> image =
        given(Catalogue.IMAGE_DEFAULTS, List.of(process))
            .flatMap(given -> given)
            .map(file -> ImageDefaults.read(workingDirectory.resolve(file), problems))
            .orElse(Map.of());
    DeploymentConfig file = readDeploymentConfig(image);
    Map<String, Given> winners = winners(List.of(process, file.values(), image));
    Settings settings = new Settings(workingDirectory, winners, file);
    file.statements().forEach(statement -> compare(statement, settings));
    problems.addAll(Consistency.problems(settings));
    return new Reading(settings, notes, problems);
  }

  /** A missing file is a problem only in a folder that was named for this process. */
  private DeploymentConfig readDeploymentConfig(Map<String, Given> image) {
    Path folder =
        given(Catalogue.CONFIG_DIR, List.of(process, image))
            .orElse(Path.of(Catalogue.CONFIG_DIR.builtIn()));
    Path file = workingDirectory.resolve(folder).resolve(DeploymentConfig.FILE_NAME).normalize();
    boolean expected = process.containsKey(Catalogue.CONFIG_DIR.name());
    return expected || Files.exists(file)
        ? new DeploymentConfigReader(file, problems, notes).read()
        : DeploymentConfig.silent(file);
  }

  private <T> Optional<T> given(Setting<T> setting, List<Map<String, Given>> levels) {
    return levels.stream()
        .map(level -> level.get(setting.name()))
        .filter(Objects::nonNull)
        .flatMap(given -> setting.type().read(given.text()).stream())
        .findFirst();
  }

  private Map<String, Given> winners(List<Map<String, Given>> levels) {
    Map<String, Given> winners = new LinkedHashMap<>();
    for (Setting<?> setting : Catalogue.all()) {
      winners.put(setting.name(), winner(setting, levels));
    }
    return winners;
  }

  /** Checks the texts of all levels, also hidden ones: a file must be right by itself. */
  private Given winner(Setting<?> setting, List<Map<String, Given>> levels) {
    List<Given> allowed =
        levels.stream()
            .flatMap(level -> Stream.ofNullable(level.get(setting.name())))
            .filter(given -> isAllowed(setting, given))
            .toList();
    return allowed.isEmpty() ? new Given(setting.builtIn(), Origin.builtIn()) : allowed.getFirst();
  }

  private boolean isAllowed(Setting<?> setting, Given given) {
    boolean allowed = setting.type().read(given.text()).isPresent();
    if (!allowed) {
      problems.add(
          new Problem(
              setting.name(),
              "is \"%s\" (%s)".formatted(setting.shown(given.text()), given.origin().place()),
              "Give it " + setting.type().allowed() + "."));
    }
    return allowed;
  }

  /** Notes where the file describes something else than what applies. */
  private void compare(Statement statement, Settings settings) {
    Setting<?> setting = statement.setting();
    Given effective = settings.given(setting);
    if (!meaning(setting, statement.text()).equals(meaning(setting, effective.text()))) {
      notes.add(
          new Problem(
              statement.key(),
              "says \"%s\", but %s is \"%s\" (%s)"
                  .formatted(
                      statement.text(),
                      setting.name(),
                      effective.text(),
                      effective.origin().place()),
              "Correct the file, or remove the other."));
    }
  }

  private Optional<?> meaning(Setting<?> setting, String text) {
    return setting
        .type()
        .read(text)
        .map(value -> value instanceof Path path ? workingDirectory.resolve(path) : value);
  }
}
