package qts.runtime.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import qts.runtime.recorder.Recorder;

/** Every place on disk the service knows: nothing else puts a path together from settings. */
public final class Paths {
  private final Settings settings;

  public Paths(Settings settings) {
    this.settings = settings;
  }

  /** Holds everything that is kept. */
  public Path dataDir() {
    return at(Catalogue.DATA_DIR);
  }

  /** Holds the journal's segments. */
  public Path journalDir() {
    return Recorder.journalFolder(dataDir());
  }

  public Path logDir() {
    return at(Catalogue.LOG_DIR);
  }

  /** The operational log. */
  public Path logFile() {
    return logDir().resolve("observer.log");
  }

  public Path configDir() {
    return at(Catalogue.CONFIG_DIR);
  }

  /** Where {@code deployment_config.json} is looked for; it need not exist. */
  public Path deploymentConfigFile() {
    return configDir().resolve(DeploymentConfig.FILE_NAME);
  }

  public Optional<Path> apiTokenFile() {
    return atOptional(Catalogue.API_TOKEN_FILE);
  }

  /** The rule set that judges. */
  public Optional<Path> rulesFile() {
    return atOptional(Catalogue.RULES_FILE);
  }

  /** Holds the cursors of what follows the journal. */
  public Path cursorsDir() {
    return dataDir().resolve("cursors");
  }

  /** While this file is there, the kill switch is on. */
  public Path killSwitchFile() {
    return configDir().resolve("kill-switch");
  }

  public Optional<Path> calendarsFile() {
    return atOptional(Catalogue.CALENDARS_FILE);
  }

  /** The key that signs checkpoints; it need not exist. */
  public Optional<Path> signingKeyFile() {
    return settings.get(Catalogue.SIGNING_KEY_FILE).map(configDir()::resolve);
  }

  /** Where checkpoints are published. */
  public Optional<Path> checkpointFile() {
    return atOptional(Catalogue.CHECKPOINT_FILE);
  }

  /** All of them, for a report. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    places.add(place("data", dataDir(), Place.Need.WRITABLE_FOLDER, Catalogue.DATA_DIR));
    places.add(place("journal", journalDir(), Place.Need.WRITABLE_FOLDER, Catalogue.DATA_DIR));
    places.add(place("logs", logDir(), Place.Need.WRITABLE_FOLDER, Catalogue.LOG_DIR));
    places.add(place("log file", logFile(), Place.Need.WRITABLE_FILE, Catalogue.LOG_DIR));
    places.add(place("config", configDir(), Place.Need.OPTIONAL, Catalogue.CONFIG_DIR));
    places.add(
        place(
            "deployment config",
            deploymentConfigFile(),
            Place.Need.OPTIONAL,
            Catalogue.CONFIG_DIR));
    atOptional(Catalogue.IMAGE_DEFAULTS)
        .map(at -> place("image", at, Place.Need.READABLE_FILE, Catalogue.IMAGE_DEFAULTS))
        .ifPresent(places::add);
    apiTokenFile()
        .map(at -> place("token", at, Place.Need.READABLE_FILE, Catalogue.API_TOKEN_FILE))
        .ifPresent(places::add);
    calendarsFile()
        .map(at -> place("calendars", at, Place.Need.READABLE_FILE, Catalogue.CALENDARS_FILE))
        .ifPresent(places::add);
    rulesFile()
        .map(at -> place("rules", at, Place.Need.READABLE_FILE, Catalogue.RULES_FILE))
        .ifPresent(places::add);
    places.add(place("kill switch", killSwitchFile(), Place.Need.OPTIONAL, Catalogue.CONFIG_DIR));
    signingKeyFile()
        .map(at -> place("signing key", at, Place.Need.OPTIONAL, Catalogue.SIGNING_KEY_FILE))
        .ifPresent(places::add);
    checkpointFile()
        .map(at -> place("checkpoints", at, Place.Need.WRITABLE_FILE, Catalogue.CHECKPOINT_FILE))
        .ifPresent(places::add);
    return List.copyOf(places);
  }

  /**
   * Creates the folders the service writes in and tries each one.
   *
   * @throws ConfigurationException when one can't be written in
   */
  public void create() {
    List<Problem> problems = new ArrayList<>();
    create(Catalogue.DATA_DIR, problems);
    create(Catalogue.LOG_DIR, problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private void create(Setting<Path> setting, List<Problem> problems) {
    Path folder = at(setting);
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", null));
    } catch (IOException refused) {
      problems.add(
          new Problem(
              setting.name(),
              "is %s (%s), where nothing can be written: %s"
                  .formatted(folder, settings.origin(setting).place(), reason(refused)),
              "Give the user of this process write access to it, or choose another folder."));
    }
  }

  private static String reason(IOException refused) {
    return switch (refused) {
      case AccessDeniedException denied -> "access is denied";
      case FileAlreadyExistsException file -> "there is a file of that name";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> refused.getClass().getSimpleName();
    };
  }

  private Place place(String name, Path path, Place.Need need, Setting<?> setting) {
    return new Place(name, path, need, setting, settings.origin(setting));
  }

  private Path at(Setting<Path> setting) {
    return settings.absolute(settings.get(setting));
  }

  private Optional<Path> atOptional(Setting<Optional<Path>> setting) {
    return settings.get(setting).map(settings::absolute);
  }
}
