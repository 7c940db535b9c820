package qts.runtime.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.logs.PlainText;
import qts.observer.Calendars;
import qts.runtime.config.Build;
import qts.runtime.query.AnswerWriter;
import qts.runtime.question.WhyNot;
import tools.jackson.databind.JsonNode;

/** {@code why-not}: says why nothing was done in a symbol at a moment. */
@Command(
    name = "why-not",
    description = {
      "Say why nothing was traded in a symbol at a moment.",
      "Shows what was seen, judged, blocked and not executed around it, and for an order that was "
          + "blocked the rules that alone would have been enough, found by asking the recorded "
          + "rules again on the recorded input."
    })
final class WhyNotCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private RecordSourceOptions source = new RecordSourceOptions();

  @Parameters(index = "0", paramLabel = "SYMBOL", description = "The symbol, such as 005930.")
  private String symbol = "";

  @Parameters(
      index = "1",
      paramLabel = "AT",
      description =
          "The moment: ISO 8601 with an offset, epoch milliseconds, or a time like 09:03:12.417 of "
              + "the symbol's last day.")
  private String at = "";

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long before and after counts as around the moment (default: ${DEFAULT-VALUE}).")
  private int windowSeconds = 10;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many records around the moment are shown (default: ${DEFAULT-VALUE}).")
  private String limit = "20";

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  WhyNotCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    source.ask(
        shell,
        new WhyNot(Build.current()::producer, calendars()),
        parameters(),
        AnswerWriter.Form.PAGE,
        answer);
    String text = answer.toString(StandardCharsets.UTF_8);
    if (json) {
      shell.out().print(text);
    } else {
      show(RecordLines.tree(text));
    }
    return ExitCode.OK;
  }

  /** A service knows its own; for a folder they are those of the settings. */
  private Calendars calendars() {
    Optional<Path> folder = source.dataDir(shell);
    return folder.isEmpty()
        ? Calendars.defaults()
        : RecordSourceOptions.recorder(shell, folder.get()).pipeline().calendars();
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    SelectionOptions.put(parameters, "symbol", symbol);
    SelectionOptions.put(parameters, "at", at);
    SelectionOptions.put(parameters, "window_ms", Long.toString(windowSeconds * 1_000L));
    SelectionOptions.put(parameters, "limit", limit);
    return parameters;
  }

  private void show(JsonNode answer) {
    for (JsonNode sentence : answer.path("sentences")) {
      shell.out().println(PlainText.of(sentence.asString("")));
    }
    JsonNode chain = answer.path("chain");
    if (!chain.isEmpty()) {
      shell.out().println();
      RecordLines lines = new RecordLines(shell, false);
      chain.forEach(record -> lines.accept(record.toString()));
    }
  }
}
