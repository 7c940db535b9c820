package qts.runtime.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A shell that keeps what a command writes. */
final class FakeShell {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private boolean terminal;

  FakeShell(Path folder) {
    this.folder = folder;
  }

  /** What a command left behind. */
  record Result(int status, String out, String err) {}

  FakeShell with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  FakeShell onTerminal() {
    terminal = true;
    return this;
  }

  Result run(String... args) {
    Shell shell = shell();
    int status = shell.finish(ObserverCommand.run(shell, args));
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  Shell shell() {
    return new Shell(environment, folder, InputStream.nullInputStream(), out, err, terminal);
  }
}
