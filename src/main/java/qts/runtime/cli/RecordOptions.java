package qts.runtime.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which records a command asks for, in the words of the HTTP interface. */
final class RecordOptions {
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--kind",
      description =
          "snapshot, pattern, judgment, block, non_execution, rejected, blocked, gap, shed, "
              + "ledger, lifecycle, safety, rules; repeatable.")
  private List<String> kinds = List.of();

  @Option(names = "--outcome", description = "recorded, rejected, blocked or shed; repeatable.")
  private List<String> outcomes = List.of();

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Only the snapshot with this run_id.")
  private @Nullable String runId;

  /** The parameters by name. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = selection.parameters();
    SelectionOptions.put(parameters, "run_id", runId);
    put(parameters, "kind", kinds);
    put(parameters, "outcome", outcomes);
    return parameters;
  }

  private static void put(Map<String, List<String>> parameters, String name, List<String> values) {
    if (!values.isEmpty()) {
      parameters.put(name, List.copyOf(values));
    }
  }
}
