package qts.runtime.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all measurements of a disk are told. */
final class BenchOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder on the disk to measure; a new folder in it is used and deleted.")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  Path directory(Shell shell) {
    return directory == null ? shell.workingDirectory() : directory;
  }

  boolean isJson() {
    return json;
  }
}
