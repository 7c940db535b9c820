package qts.runtime.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import qts.logs.Counted;
import qts.runtime.config.Build;
import qts.runtime.query.AnswerWriter;
import qts.runtime.question.Coverage;
import qts.runtime.question.Question;
import qts.runtime.transfer.AnswerLines;
import qts.runtime.transfer.RecordLine;
import tools.jackson.databind.JsonNode;

/** {@code coverage}: shows the snapshots that a strategy left unanswered. */
@Command(
    name = "coverage",
    description = {
      "Show the snapshots delivered to a strategy for which no decision came back.",
      "Delivered are the snapshots of its symbols from the first to the last that its decisions "
          + "rest on. The exit code is 1 when any of them is unanswered."
    })
final class CoverageCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private RecordSourceOptions source = new RecordSourceOptions();
  @Mixin private PageOptions page = new PageOptions();

  @Parameters(paramLabel = "STRATEGY", description = "The strategy_name of its decisions.")
  private String strategy = "";

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description = "What is delivered to it; by default the symbols it answered. Repeatable.")
  private List<String> symbols = List.of();

  @Option(names = "--json", description = "Print lines of JSON instead of a table.")
  private boolean json;

  CoverageCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    RecordLines lines = new RecordLines(shell, json);
    Question coverage = new Coverage(Build.current()::producer);
    RecordLine end =
        AnswerLines.read(
            out -> source.ask(shell, coverage, parameters(), AnswerWriter.Form.LINES, out),
            record -> lines.accept(record.toString()));
    if (json) {
      lines.accept(end.toString());
    } else {
      tell(end.json());
    }
    return end.json().path("uncovered").asLong() == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void tell(JsonNode end) {
    if (end.path("decisions").asLong() == 0) {
      shell.err().println("There is no decision of this strategy.");
      return;
    }
    shell
        .err()
        .printf(
            "%s delivered, %,d answered, %,d not; %,d came after the last answered%n",
            Counted.of(end.path("delivered").asLong(), "snapshot"),
            end.path("covered").asLong(),
            end.path("uncovered").asLong(),
            end.path("pending").asLong());
    if (end.path("in_repeats").asLong() > 0) {
      shell
          .err()
          .printf(
              "Up to %,d of those not answered may be among repeats that were only counted.%n",
              end.path("in_repeats").asLong());
    }
    if (end.path("by_rules").asBoolean(false)) {
      shell.err().println("It is a rule set, which says nothing where none of its rules holds.");
    }
    String next = end.path("next_cursor").asString("");
    if (!next.isEmpty()) {
      shell.err().println("The list goes on: the same with --cursor " + next);
    }
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    SelectionOptions.put(parameters, "strategy", strategy);
    if (!symbols.isEmpty()) {
      parameters.put("symbol", symbols);
    }
    page.addTo(parameters);
    return parameters;
  }
}
