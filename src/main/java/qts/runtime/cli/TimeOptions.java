package qts.runtime.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A range of event times. */
final class TimeOptions {
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

  void addTo(Map<String, List<String>> parameters) {
    SelectionOptions.put(parameters, "from", from);
    SelectionOptions.put(parameters, "to", to);
  }
}
