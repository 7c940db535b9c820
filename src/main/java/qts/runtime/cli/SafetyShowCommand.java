package qts.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.logs.PlainText;
import qts.runtime.client.ServiceClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code safety show}: what holds orders back now. */
@Command(name = "show", description = "Show what holds orders back now, and who brought it about.")
final class SafetyShowCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  SafetyShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    try (ServiceClient client = service.connect(shell);
        InputStream in = client.get("/v1/safety", "application/json")) {
      JsonNode state = JsonMapper.shared().readTree(in);
      if (json) {
        shell.out().println(state);
      } else {
        print(shell, state);
      }
    }
    return ExitCode.OK;
  }

  static void print(Shell shell, JsonNode state) {
    JsonNode kill = state.path("kill_switch");
    JsonNode trading = state.path("trading");
    line(shell, "kill switch", kill.path("on").asBoolean(false) ? "on" : "off", kill);
    line(
        shell,
        "trading",
        trading.path("enabled").asBoolean(false) ? "enabled" : "disabled",
        trading);
    for (JsonNode anomaly : state.path("anomalies")) {
      shell
          .out()
          .printf(
              "anomaly      %s of %s until %s%n",
              plain(anomaly, "flag"),
              plain(anomaly, "symbol"),
              Instant.ofEpochMilli(anomaly.path("expires_at_ms").asLong()));
    }
    for (JsonNode limit : state.path("limits")) {
      shell
          .out()
          .printf(
              "limit        %s of %s is %s%n",
              plain(limit, "limit"), plain(limit, "symbol"), limit.path("value"));
    }
  }

  private static void line(Shell shell, String what, String state, JsonNode by) {
    String author =
        by.has("who")
            ? " since %s by %s: %s"
                .formatted(
                    Instant.ofEpochMilli(by.path("at_ms").asLong()),
                    plain(by, "who"),
                    plain(by, "why"))
            : "";
    shell.out().printf("%-12s %s%s%n", what, state, author);
  }

  private static String plain(JsonNode node, String name) {
    return PlainText.of(node.path(name).asString(""));
  }
}
