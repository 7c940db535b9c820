package qts.runtime.config;

import java.nio.file.Path;
import java.util.Map;

/** The value of every setting of the {@link Catalogue}, and where it came from. */
public final class Settings {
  private final Path workingDirectory;
  private final Map<String, Given> winners;
  private final DeploymentConfig deploymentConfig;

  Settings(Path workingDirectory, Map<String, Given> winners, DeploymentConfig deploymentConfig) {
    this.workingDirectory = workingDirectory;
    this.winners = Map.copyOf(winners);
    this.deploymentConfig = deploymentConfig;
  }

  /**
   * Reads all levels.
   *
   * @param environment the variables of the process
   * @param workingDirectory what relative paths start from
   */
  public static Reading read(Map<String, String> environment, Path workingDirectory) {
    return new SettingsReader(environment, workingDirectory).read();
  }

  /**
   * Reads all levels and refuses any that is wrong.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public static Settings load(Map<String, String> environment, Path workingDirectory) {
    return read(environment, workingDirectory).valid();
  }

  /** The value of {@code setting}. */
  public <T> T get(Setting<T> setting) {
    return setting.type().read(given(setting).text()).orElseThrow();
  }

  /** The value's text as it may be shown: secrets are hidden. */
  public String shown(Setting<?> setting) {
    return setting.shown(given(setting).text());
  }

  /** Who gave {@code setting} its value. */
  public Origin origin(Setting<?> setting) {
    return given(setting).origin();
  }

  /** Whether {@code deployment_config.json} was there and could be read. */
  public boolean deploymentConfigFound() {
    return deploymentConfig.found();
  }

  /** What the file says about the deployment: version, created, structure, mode, as written. */
  public Map<String, String> deployment() {
    return deploymentConfig.deployment();
  }

  /** The absolute form of a path found in the settings. */
  Path absolute(Path path) {
    return workingDirectory.resolve(path).normalize();
  }

  Given given(Setting<?> setting) {
    Given given = winners.get(setting.name());
    if (given == null) {
      throw new IllegalArgumentException(setting.name() + " is not in the catalogue");
    }
    return given;
  }
}
