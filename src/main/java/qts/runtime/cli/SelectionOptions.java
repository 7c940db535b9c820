package qts.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records a command is about; what the values mean is the query's business. */
final class SelectionOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {
        "The earliest event time: ISO 8601 with an offset, like",
        "2026-01-11T09:03:12.417+09:00, or epoch milliseconds."
      })
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The event time before which records are.")
  private @Nullable String to;

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only this symbol.")
  private @Nullable String symbol;

  @Option(names = "--session", paramLabel = "SESSION", description = "Only this session.")
  private @Nullable String session;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "Only what carries this condition tag or quality flag, or was refused by this rule.")
  private @Nullable String tag;

  /** The parameters of a query. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    put(parameters, "from", from);
    put(parameters, "to", to);
    put(parameters, "symbol", symbol);
    put(parameters, "session", session);
    put(parameters, "tag", tag);
    return parameters;
  }

  static void put(Map<String, List<String>> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, List.of(value));
    }
  }
}
