package qts.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds the journal in a folder against what its one process said, which is in a file.
 *
 * <p>Arguments: the folder, the file.
 */
final class AcknowledgedCheck {
  private AcknowledgedCheck() {}

  public static void main(String[] arguments) throws IOException {
    AcknowledgedSamples judge = new AcknowledgedSamples();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      if (Acknowledgement.isLine(line)) {
        judge.acknowledge(1, Acknowledgement.of(line));
      }
    }
    judge.check(Path.of(arguments[0]), true);
  }
}
