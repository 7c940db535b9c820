package qts.verify;

import java.util.ArrayList;
import java.util.List;

/** A file of checkpoints, one behind the other, each followed by an empty line. */
final class CheckpointFile {
  private final String name;
  private final List<Entry> entries = new ArrayList<>();
  private final Findings findings = new Findings();

  /**
   * A checkpoint in the file.
   *
   * @param offset where it begins, bytes
   */
  record Entry(long offset, Checkpoint checkpoint) {}

  private CheckpointFile(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @param keys who may have signed; when there are none, signatures are not checked
   */
  static CheckpointFile parse(String name, byte[] bytes, List<VerifierKey> keys) {
    CheckpointFile file = new CheckpointFile(name);
    new CheckpointReader(file, bytes, keys).read();
    return file;
  }

  String name() {
    return name;
  }

  List<Entry> entries() {
    return entries;
  }

  /** What is wrong with the file itself. */
  Findings findings() {
    return findings;
  }

  void violation(long offset, String what) {
    findings.violation(new Violation(name, offset, -1, -1, what));
  }
}
