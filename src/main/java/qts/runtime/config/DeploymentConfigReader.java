package qts.runtime.config;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import qts.runtime.config.DeploymentConfig.Statement;

/** Reads {@code deployment_config.json} and reports by key what is wrong in it. */
final class DeploymentConfigReader {
  private static final Map<String, Setting<?>> FOLDERS =
      Map.of(
          "data_dir", Catalogue.DATA_DIR,
          "log_dir", Catalogue.LOG_DIR,
          "config_dir", Catalogue.CONFIG_DIR);
  private static final Map<String, String> STANDALONE_OF_MODE =
      Map.of("standalone", "1", "integrated", "0");

  private final Path file;
  private final List<Problem> problems;
  private final List<Problem> notes;
  private final Map<String, Given> values = new LinkedHashMap<>();
  private final List<Statement> statements = new ArrayList<>();

  /**
   * @param problems takes what is wrong
   * @param notes takes what is accepted but has no effect
   */
  DeploymentConfigReader(Path file, List<Problem> problems, List<Problem> notes) {
    this.file = file;
    this.problems = problems;
    this.notes = notes;
  }

  DeploymentConfig read() {
    return JsonFile.read(file, DeploymentConfig.FILE_NAME, problems)
        .map(this::read)
        .orElseGet(() -> DeploymentConfig.silent(file));
  }

  private DeploymentConfig read(JsonObject root) {
    readEnvironment(root.object("environment"));
    readPaths(root.object("paths"));
    Map<String, String> deployment = readDeployment(root.object("deployment"));
    root.refuseOthers();
    setTheFolderAside();
    return new DeploymentConfig(file, true, deployment, values, statements);
  }

  /** The file was found in the config folder, so what it says about the folder comes too late. */
  private void setTheFolderAside() {
    Given folder = values.remove(Catalogue.CONFIG_DIR.name());
    boolean stated =
        statements.stream().anyMatch(statement -> statement.setting().equals(Catalogue.CONFIG_DIR));
    if (folder != null && !stated) {
      String key = "environment." + Catalogue.CONFIG_DIR.name();
      statements.add(new Statement(key, Catalogue.CONFIG_DIR, folder.text()));
    }
  }

  private void readEnvironment(JsonObject environment) {
    environment
        .remainingTexts()
        .forEach((name, text) -> {
          String key = environment.key(name);
          if (name.equals("PYTHONPATH")) {
            notes.add(
                new Problem(
                    key,
                    "is ignored: Java has no module search path",
                    "Remove it when no Python program reads this file any more."));
          } else {
            KnownNames.find(name, key, problems).ifPresent(setting -> give(setting, key, text));
          }
        });
  }

  private void readPaths(JsonObject paths) {
    FOLDERS.forEach((name, setting) ->
        paths.text(name).ifPresent(text -> state(paths.key(name), setting, text)));
    paths.refuseOthers();
  }

  private Map<String, String> readDeployment(JsonObject deployment) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String name : List.of("version", "created", "structure", "mode")) {
      deployment.text(name).ifPresent(text -> said.put(name, text));
    }
    deployment.refuseOthers();
    Optional.ofNullable(said.get("created"))
        .ifPresent(text -> checkTime(deployment.key("created"), text));
    Optional.ofNullable(said.get("mode")).ifPresent(text -> readMode(deployment.key("mode"), text));
    return said;
  }

  private void readMode(String key, String text) {
    String standalone = STANDALONE_OF_MODE.get(text);
    if (standalone == null) {
      problems.add(
          new Problem(key, "is \"" + text + "\"", "Write \"standalone\" or \"integrated\"."));
    } else {
      state(key, Catalogue.STANDALONE, standalone);
    }
  }

  private void checkTime(String key, String text) {
    try {
      OffsetDateTime.parse(text);
    } catch (DateTimeParseException notATime) {
      problems.add(
          new Problem(
              key,
              "is \"" + text + "\", which is not a time with an offset",
              "Write it like 2026-01-11T09:03:12+09:00."));
    }
  }

  private void give(Setting<?> setting, String key, String text) {
    if (!text.isEmpty()) {
      values.put(setting.name(), given(key, text));
    }
  }

  /** A statement also gives the value when the file's environment does not. */
  private void state(String key, Setting<?> setting, String text) {
    Given named = values.get(setting.name());
    if (named != null && !setting.type().read(named.text()).equals(setting.type().read(text))) {
      problems.add(
          new Problem(
              key,
              "contradicts environment.%s: %s against %s"
                  .formatted(setting.name(), text, named.text()),
              "Make both say the same, or remove one of them."));
      return;
    }
    statements.add(new Statement(key, setting, text));
    if (named == null) {
      give(setting, key, text);
    }
  }

  private Given given(String key, String text) {
    return new Given(text, new Origin(Level.DEPLOYMENT_CONFIG, key + " in " + file));
  }
}
