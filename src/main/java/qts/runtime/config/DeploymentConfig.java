package qts.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code deployment_config.json} says.
 *
 * @param file where it is looked for
 * @param found whether it could be read
 * @param deployment its {@code deployment} part as written: version, created, structure, mode
 * @param values the texts it gives to settings, by the settings' names
 * @param statements what it says about a setting outside its {@code environment}
 */
record DeploymentConfig(
    Path file,
    boolean found,
    Map<String, String> deployment,
    Map<String, Given> values,
    List<Statement> statements) {

  static final String FILE_NAME = "deployment_config.json";

  /**
   * Says what a setting is expected to be.
   *
   * @param key the dotted key in the file
   */
  record Statement(String key, Setting<?> setting, String text) {}

  DeploymentConfig {
    deployment = Map.copyOf(deployment);
    values = Map.copyOf(values);
    statements = List.copyOf(statements);
  }

  /** A file that says nothing. */
  static DeploymentConfig silent(Path file) {
    return new DeploymentConfig(file, false, Map.of(), Map.of(), List.of());
  }
}
