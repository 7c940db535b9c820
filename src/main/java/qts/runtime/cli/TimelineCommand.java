package qts.runtime.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.logs.PlainText;
import qts.runtime.config.Build;
import qts.runtime.query.AnswerWriter;
import qts.runtime.question.Question;
import qts.runtime.question.Timeline;
import qts.runtime.transfer.AnswerLines;
import qts.runtime.transfer.RecordLine;
import tools.jackson.databind.JsonNode;

/** {@code timeline}: shows what happened, in order, of a running service or of a data folder. */
@Command(
    name = "timeline",
    description = {
      "Show what happened, in order.",
      "Everything about a symbol, or everything that hangs together with a snapshot, a decision or "
          + "a correlation id: snapshots, gaps, judgments, blocks, non-executions, changes of "
          + "safety. Name one of --symbol, --run-id, --decision-id, --correlation-id."
    })
final class TimelineCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private RecordSourceOptions source = new RecordSourceOptions();
  @Mixin private PageOptions page = new PageOptions();

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Everything about this symbol.")
  private @Nullable String symbol;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The snapshot with this run_id and all that rests on it.")
  private @Nullable String runId;

  @Option(
      names = "--decision-id",
      paramLabel = "ID",
      description = "This decision, what it rests on, and what followed from it.")
  private @Nullable String decisionId;

  @Option(
      names = "--correlation-id",
      paramLabel = "ID",
      description = "All decisions with this correlation id, and what they rest on.")
  private @Nullable String correlationId;

  @Option(names = "--json", description = "Print lines of JSON instead of a table.")
  private boolean json;

  TimelineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    RecordLines lines = new RecordLines(shell, json);
    Question timeline = new Timeline(Build.current()::producer);
    RecordLine end =
        AnswerLines.read(
            out -> source.ask(shell, timeline, parameters(), AnswerWriter.Form.LINES, out),
            record -> lines.accept(record.toString()));
    lines.accept(end.toString());
    if (!json) {
      tell(end.json());
    }
    return ExitCode.OK;
  }

  private void tell(JsonNode end) {
    for (JsonNode link : end.path("unresolved_links")) {
      String reason =
          link.path("reason").asString("").equals("not_recorded")
              ? "is not recorded here"
              : "is recorded with other content than the decision names";
      shell
          .err()
          .println("snapshot " + PlainText.of(link.path("run_id").asString("")) + " " + reason);
    }
    if (end.path("truncated").asBoolean(false)) {
      shell.err().println("There is more than a timeline holds: narrow it by --from and --to.");
    }
    String next = end.path("next_cursor").asString("");
    if (!next.isEmpty()) {
      shell.err().println("The next page: the same with --cursor " + next);
    }
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    SelectionOptions.put(parameters, "symbol", symbol);
    SelectionOptions.put(parameters, "run_id", runId);
    SelectionOptions.put(parameters, "decision_id", decisionId);
    SelectionOptions.put(parameters, "correlation_id", correlationId);
    page.addTo(parameters);
    return parameters;
  }
}
