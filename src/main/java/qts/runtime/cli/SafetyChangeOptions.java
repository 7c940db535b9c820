package qts.runtime.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import qts.runtime.client.ServiceClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who changes safety and why, and how the change reaches the service. */
final class SafetyChangeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, for the record.")
  private String why = "";

  @Option(
      names = "--who",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Who makes the change; by default the user of this shell.")
  private String who = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private ServiceOptions service = new ServiceOptions();

  /** A change of this sort, with its author and reason. */
  ObjectNode change(Shell shell, String sort) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("change", sort)
        .put("who", who(shell))
        .put("why", why);
  }

  String who(Shell shell) {
    String named = who.isBlank() ? shell.environment().getOrDefault("USER", "") : who;
    if (named.isBlank()) {
      throw new ParameterException(
          command.commandLine(), "--who is needed: this shell does not say who uses it");
    }
    return named;
  }

  String why() {
    return why;
  }

  /** Has the service make the change, and says what became of it. */
  int send(Shell shell, ObjectNode change) throws IOException {
    byte[] body = change.toString().getBytes(StandardCharsets.UTF_8);
    try (ServiceClient client = service.connect(shell)) {
      JsonNode answer = client.post("/v1/safety", "application/json", body);
      if (json) {
        shell.out().println(answer);
      } else {
        print(shell, answer);
      }
    }
    return ExitCode.OK;
  }

  boolean json() {
    return json;
  }

  private static void print(Shell shell, JsonNode answer) {
    String record =
        answer.path("changed").asBoolean(false)
            ? "recorded at position " + answer.path("position").asLong()
            : "it was so already, nothing is changed";
    shell.out().println(record);
    SafetyShowCommand.print(shell, answer);
  }
}
