package qts.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import qts.runtime.inspection.RecordWalk.Positions;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.RecordQuery;

/** Which records of a journal's files are looked at. */
final class CatOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(names = "--from", paramLabel = "POSITION", description = "The first position.")
  private long from;

  @Option(names = "--to", paramLabel = "POSITION", description = "The last position.")
  private long to = Long.MAX_VALUE;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "The earliest event time: ISO 8601 with an offset, like",
        "2026-01-11T09:03:12.417+09:00, or epoch milliseconds."
      })
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "The event time before which records are.")
  private @Nullable String until;

  @Option(names = "--symbol", paramLabel = "SYMBOL", description = "Only this symbol.")
  private @Nullable String symbol;

  @Option(names = "--session", paramLabel = "SESSION", description = "Only this session.")
  private @Nullable String session;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only this kind, like snapshot; repeatable.")
  private List<String> kinds = List.of();

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Only the snapshot with this run_id; other kinds when --kind names them.")
  private @Nullable String runId;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most this many; by default all there are.")
  private long limit = RecordQuery.UNLIMITED;

  /** The positions asked for. */
  Positions positions() {
    if (from < 0 || to < from) {
      throw wrong("--from must be 0 or higher, and no higher than --to");
    }
    return new Positions(from, to);
  }

  /** How many are asked for at most. */
  long limit() {
    if (limit < 1) {
      throw wrong("--limit must be 1 or higher");
    }
    return limit;
  }

  /** What selects single records and so can't select groups. */
  void refuseSelectorsOfRecords() {
    if (symbol != null || session != null || runId != null) {
      throw wrong("--frames shows groups: --symbol, --session and --run-id don't select these");
    }
  }

  /** The query, without positions and limit. */
  RecordQuery query() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    SelectionOptions.put(parameters, "from", since);
    SelectionOptions.put(parameters, "to", until);
    SelectionOptions.put(parameters, "symbol", symbol);
    SelectionOptions.put(parameters, "session", session);
    SelectionOptions.put(parameters, "run_id", runId);
    SelectionOptions.put(parameters, "limit", "all");
    if (!kinds.isEmpty()) {
      parameters.put("kind", kinds);
    }
    try {
      return RecordQuery.parse(parameters);
    } catch (InvalidQueryException e) {
      throw wrong(named(e.parameter()) + ": " + e.problem());
    }
  }

  private static String named(String parameter) {
    return switch (parameter) {
      case "from" -> "--since";
      case "to" -> "--until";
      default -> "--" + parameter.replace('_', '-');
    };
  }

  ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), what);
  }
}
