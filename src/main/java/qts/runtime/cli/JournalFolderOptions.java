package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import qts.runtime.config.Paths;
import qts.runtime.config.Settings;
import qts.runtime.inspection.JournalFolder;

/** Which data folder a command looks at. */
final class JournalFolderOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "The data folder; by default the one in the settings.")
  private @Nullable Path dataDir;

  JournalFolder open(Shell shell) throws IOException {
    return JournalFolder.of(
        dataDir == null
            ? new Paths(Settings.load(shell.environment(), shell.workingDirectory())).dataDir()
            : shell.workingDirectory().resolve(dataDir));
  }
}
