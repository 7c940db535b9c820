package qts.runtime.judging;

import java.util.List;
import java.util.Optional;

/**
 * What came out when a journal was judged again. Equal inputs under equal rule sets must give equal
 * outputs, however fast and by however many threads.
 *
 * @param inputRoot SHA-256 over everything that matters to judging, in order, in hex
 * @param configuration SHA-256 over the hashes of the rule sets in the order they came into force
 * @param outputRoot SHA-256 over the decisions, in order
 * @param snapshots how many snapshots there were
 * @param decisions how many decisions were made
 * @param recorded how many the journal holds
 * @param difference where the journal's decisions and these part, in words; empty when they agree
 */
public record Proof(
    String inputRoot,
    String configuration,
    String outputRoot,
    long snapshots,
    long decisions,
    long recorded,
    Optional<String> difference) {

  /** The parts that have to be the same in every run over one journal. */
  public List<String> roots() {
    return List.of(inputRoot, configuration, outputRoot);
  }
}
