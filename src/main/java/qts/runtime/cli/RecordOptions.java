package qts.runtime.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records a command asks for, in the words of the HTTP interface. */
final class RecordOptions {
  @Option(names = "--from", paramLabel = "TIME", description = "Event time, ISO-8601 or epoch ms.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Event time, not included.")
  private @Nullable String to;

  @Option(names = "--symbol", description = "Only of this symbol.")
  private @Nullable String symbol;

  @Option(names = "--session", description = "Only of this session.")
  private @Nullable String session;

  @Option(
      names = "--kind",
      description =
          "snapshot, pattern, rejected, blocked, gap, shed, ledger, lifecycle; repeatable.")
  private List<String> kinds = List.of();

  @Option(names = "--outcome", description = "recorded, rejected, blocked or shed; repeatable.")
  private List<String> outcomes = List.of();

  @Option(names = "--tag", description = "Only with this condition tag or quality flag.")
  private @Nullable String tag;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Only the snapshot with this run_id.")
  private @Nullable String runId;

  /** The parameters by name. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    put(parameters, "from", from);
    put(parameters, "to", to);
    put(parameters, "symbol", symbol);
    put(parameters, "session", session);
    put(parameters, "tag", tag);
    put(parameters, "run_id", runId);
    put(parameters, "kind", kinds);
    put(parameters, "outcome", outcomes);
    return parameters;
  }

  static void put(Map<String, List<String>> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, List.of(value));
    }
  }

  private static void put(Map<String, List<String>> parameters, String name, List<String> values) {
    if (!values.isEmpty()) {
      parameters.put(name, List.copyOf(values));
    }
  }

  /** The parameters as the query of an address. */
  static String query(Map<String, List<String>> parameters) {
    return parameters.entrySet().stream()
        .flatMap(p -> p.getValue().stream().map(value -> p.getKey() + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
