package qts.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import qts.decision.json.ContractViolation;
import qts.decision.rules.RuleSet;
import qts.safety.AnomalyTriggers;

/** Turns settings into the rules that judge and the anomalies that hold them back. */
public final class RulesPlan {
  /** No rule set is larger; a larger file is something else. */
  static final int MAX_BYTES = 256 << 10;

  private RulesPlan() {}

  /**
   * The rule set to judge by; empty when nothing is to be judged.
   *
   * @throws ConfigurationException when the file holds none
   */
  public static Optional<RuleSet> rules(Settings settings) {
    return new Paths(settings).rulesFile().map(RulesPlan::read);
  }

  private static RuleSet read(Path file) {
    try {
      return RuleSet.read(bytes(file));
    } catch (ContractViolation wrong) {
      throw problem("names " + file + ": " + wrong.getMessage(), "Correct the file there.");
    } catch (IOException unreadable) {
      throw problem(
          "names %s, which can't be read as a rule set of at most %d bytes"
              .formatted(file, MAX_BYTES),
          "Check the path, and that the user of this process may read it.");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("too large");
    }
    return Files.readAllBytes(file);
  }

  private static ConfigurationException problem(String cause, String remedy) {
    return new ConfigurationException(Catalogue.RULES_FILE.name(), cause, remedy);
  }

  /** Which tags of snapshots raise which anomaly, and for how long. */
  static AnomalyTriggers anomalies(Settings settings) {
    Optional<Duration> lifetime = settings.get(Catalogue.ANOMALY_LIFETIME);
    return lifetime
        .map(time -> AnomalyTriggers.standard(time.toMillis()))
        .orElse(AnomalyTriggers.NONE);
  }
}
