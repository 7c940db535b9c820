package qts.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.runtime.config.Paths;
import qts.runtime.config.Settings;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code safety kill} and {@code safety resume}: turns the kill switch on and off. */
@Command(
    description = {
      "Turn the kill switch: kill holds every order back, resume lets them pass again.",
      "With --file also without the service: it looks for the file kill-switch in the configuration"
          + " folder every second and when it starts."
    })
final class SafetyKillCommand implements Callable<Integer> {
  private final Shell shell;
  private final boolean on;

  @Mixin private SafetyChangeOptions options = new SafetyChangeOptions();

  @Option(names = "--file", description = "Write or remove the kill-switch file instead.")
  private boolean byFile;

  SafetyKillCommand(Shell shell, boolean on) {
    this.shell = shell;
    this.on = on;
  }

  @Override
  public Integer call() throws IOException {
    return byFile
        ? turnByFile()
        : options.send(shell, options.change(shell, "kill_switch").put("on", on));
  }

  private int turnByFile() throws IOException {
    Path file =
        new Paths(Settings.load(shell.environment(), shell.workingDirectory())).killSwitchFile();
    boolean changed;
    if (on) {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, options.who(shell) + "\n" + options.why() + "\n");
      changed = true;
    } else {
      changed = Files.deleteIfExists(file);
    }
    shell.out().println(options.json() ? asJson(file, changed) : words(file, changed));
    return ExitCode.OK;
  }

  private String words(Path file, boolean changed) {
    if (on) {
      return "wrote " + file;
    }
    return (changed ? "removed " : "there is no ") + file;
  }

  private static ObjectNode asJson(Path file, boolean changed) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("changed", changed)
        .put("file", file.toString());
  }
}
