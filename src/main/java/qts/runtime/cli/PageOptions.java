package qts.runtime.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A page of a question's answer, and the times it is about. */
final class PageOptions {
  @Mixin private TimeOptions times = new TimeOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many are listed (default: ${DEFAULT-VALUE}).")
  private String limit = "1000";

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on with the page that next_cursor of the one before names.")
  private @Nullable String cursor;

  void addTo(Map<String, List<String>> parameters) {
    times.addTo(parameters);
    SelectionOptions.put(parameters, "limit", limit);
    SelectionOptions.put(parameters, "cursor", cursor);
  }
}
