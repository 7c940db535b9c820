package qts.runtime.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.runtime.checkpoint.CheckpointSettings;
import qts.runtime.checkpoint.FilePlace;
import qts.runtime.checkpoint.Place;
import qts.runtime.checkpoint.SigningKey;
import qts.runtime.checkpoint.SigningKeyException;
import qts.runtime.checkpoint.SigningKeyFile;
import qts.runtime.checkpoint.WebhookPlace;

/** Turns settings into how checkpoints are made; makes the signing key where there is none yet. */
public final class CheckpointPlan {
  private static final Logger LOG = LoggerFactory.getLogger("qts.checkpoint");

  private final Settings settings;
  private final Paths paths;

  private CheckpointPlan(Settings settings) {
    this.settings = settings;
    this.paths = new Paths(settings);
  }

  /**
   * How checkpoints are made; empty when they are switched off, or when nobody chose a place for
   * the key and the usual one can't be used, which is logged.
   *
   * @throws ConfigurationException when the key or a place can't be used
   */
  public static Optional<CheckpointSettings> of(Settings settings) {
    CheckpointPlan plan = new CheckpointPlan(settings);
    return plan.paths.signingKeyFile().flatMap(plan::with);
  }

  private Optional<CheckpointSettings> with(Path keyFile) {
    List<Place> places = places();
    return key(keyFile)
        .map(key ->
            new CheckpointSettings(key, settings.get(Catalogue.CHECKPOINT_INTERVAL), places));
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    paths
        .checkpointFile()
        .ifPresent(file -> {
          if (isInDataDir(file)) {
            throw new ConfigurationException(
                Catalogue.CHECKPOINT_FILE.name(),
                "is %s, inside the data folder: who rolls that back rolls it back too"
                    .formatted(file),
                "Name a file elsewhere, best on another machine's disk.");
          }
          places.add(new FilePlace(file));
        });
    settings
        .get(Catalogue.CHECKPOINT_WEBHOOK)
        .map(address -> new WebhookPlace(URI.create(address)))
        .ifPresent(places::add);
    return places;
  }

  private Optional<SigningKey> key(Path file) {
    boolean chosen = settings.origin(Catalogue.SIGNING_KEY_FILE).level() != Level.BUILT_IN;
    if (isInDataDir(file)) {
      return unusable(chosen, file, "lies inside the data folder, whose content it is to guard");
    }
    try {
      return Optional.of(SigningKeyFile.open(file));
    } catch (SigningKeyException wrong) {
      throw problem(file, String.valueOf(wrong.getMessage()));
    } catch (IOException failure) {
      boolean missing = !Files.exists(file);
      return unusable(
          chosen || !missing,
          file,
          (missing ? "can't be made: " : "can't be read: ") + reason(failure));
    }
  }

  private Optional<SigningKey> unusable(boolean chosen, Path file, String what) {
    if (chosen) {
      throw problem(file, what);
    }
    LOG.warn(
        "no checkpoints are made: the signing key {} {}; set {} to a file that can be written, or"
            + " to 'off'",
        file,
        what,
        Catalogue.SIGNING_KEY_FILE.name());
    return Optional.empty();
  }

  private static ConfigurationException problem(Path file, String what) {
    return new ConfigurationException(
        Catalogue.SIGNING_KEY_FILE.name(),
        "names %s, which %s".formatted(file, what),
        "Make one outside the data folder, with `openssl genpkey -algorithm ed25519`, chmod 600, or"
            + " name a file that does not exist yet in a folder that can be written.");
  }

  private boolean isInDataDir(Path file) {
    return real(file).startsWith(real(paths.dataDir()));
  }

  /** The path without links, as far as it exists. */
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    try {
      return absolute.toRealPath();
    } catch (IOException missing) {
      return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : failure.getClass().getSimpleName();
  }
}
