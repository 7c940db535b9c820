package qts.runtime.config;

/** Who may give a setting its value, from the strongest to the weakest. */
public enum Level {
  /** The environment of the process: given at run time or by a compose file. */
  ENVIRONMENT("environment"),
  /** {@code deployment_config.json}. */
  DEPLOYMENT_CONFIG("deployment config"),
  /** The file of defaults that is part of a container image. */
  IMAGE("image default"),
  /** The {@link Catalogue}. */
  BUILT_IN("built-in default");

  private final String label;

  Level(String label) {
    this.label = label;
  }

  /** The level's name for a person. */
  public String label() {
    return label;
  }
}
