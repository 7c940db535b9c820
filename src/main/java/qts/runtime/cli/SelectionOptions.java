package qts.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which records a command is about; what the values mean is the query's business. */
final class SelectionOptions {
  @Mixin private TimeOptions times = new TimeOptions();

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
    times.addTo(parameters);
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
