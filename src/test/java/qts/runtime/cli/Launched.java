package qts.runtime.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the real program, started through a script as a process of its own. */
final class Launched {
  /** The launcher of this checkout. */
  static final Path LAUNCHER = Path.of("observer").toAbsolutePath();

  private static final int PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path script = LAUNCHER;

  /**
   * @param folder the working directory, and where the output goes
   */
  Launched(Path folder) {
    this.folder = folder;
  }

  /** What a finished process left behind. */
  record Result(int status, String out, String err) {}

  Launched with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Launched through(Path otherScript) {
    script = otherScript;
    return this;
  }

  Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().keySet().removeIf(name -> name.contains("OBSERVER_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  Result run(String... args) throws IOException, InterruptedException {
    return await(start(args));
  }

  Result await(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + text("err"));
    }
    return new Result(process.exitValue(), text("out"), text("err"));
  }

  private String text(String stream) {
    try {
      return Files.readString(folder.resolve(stream + ".txt"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
