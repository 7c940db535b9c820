package qts.runtime.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import qts.logs.LogPlan;
import qts.logs.OperationalLog;
import qts.logs.PlainText;
import qts.runtime.client.ServiceClient;
import qts.runtime.config.ApiToken;
import qts.runtime.config.Build;
import qts.runtime.config.Catalogue;
import qts.runtime.config.Paths;
import qts.runtime.config.ServicePlan;
import qts.runtime.config.Settings;
import qts.runtime.demo.DecisionsSeen;
import qts.runtime.demo.DemoTrades;
import qts.runtime.demo.Explanation;
import qts.runtime.demo.ReadBack;
import qts.runtime.replay.Inputs;
import qts.runtime.replay.Replay;
import qts.runtime.replay.ReplayReport;
import qts.runtime.replay.Speed;
import qts.runtime.service.Service;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code demo}: real trades through the real service, and what can be asked next. */
@Command(
    name = "demo",
    description = {
      "Record 100,000 real BTC/USD trades and show what became of them.",
      "Starts the service with a data folder of its own, sends every trade through the HTTP door a "
          + "strategy would use, reads everything back and ends."
    })
final class DemoCommand implements Callable<Integer> {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final String RULES = "rules.json";
  private static final int BATCH = 100;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final long AROUND_SECONDS = 60;

  private final Shell shell;

  @Option(
      names = "--speed",
      defaultValue = "max",
      description = "max, or a factor such as 1x or 100x of real time (default: ${DEFAULT-VALUE}).")
  private Speed speed = Speed.MAX;

  @Option(names = "--stay", description = "Leave the service running until Ctrl-C.")
  private boolean stay;

  DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DemoTrades trades = DemoTrades.in(Build.current().folder().resolve("demo"));
    Path folder =
        shell
            .workingDirectory()
            .resolve("data/demo")
            .resolve(LocalDateTime.now(ZoneId.systemDefault()).format(FOLDER));
    Settings settings = Settings.load(environment(folder), shell.workingDirectory());
    new Paths(settings).create();
    Files.write(folder.resolve(RULES), exampleRules());
    try (OperationalLog log = OperationalLog.open(logPlan(settings));
        Service service =
            Service.start(settings, () -> Runtime.getRuntime().halt(ExitCode.FAILURE));
        ServiceClient client = client(service, settings)) {
      shell.out().println("The service listens on " + service.address() + ".");
      enableTrading(service);
      ReplayReport report = send(trades, client);
      print(report, client, folder, service.address());
      if (stay) {
        stay(service, log);
      }
      return report.isComplete() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }

  private LogPlan logPlan(Settings settings) {
    return ServicePlan.log(settings, shell.colours()).withConsole(Level.ERROR);
  }

  /**
   * The caller's variables, but folders of the demo's own. An anomaly lasts for a time receiving,
   * in which trades at full speed go through hours of their own: then there are none.
   */
  private Map<String, String> environment(Path folder) {
    Map<String, String> environment = new HashMap<>(shell.environment());
    environment.put(Catalogue.DATA_DIR.name(), folder.toString());
    environment.put(Catalogue.RULES_FILE.name(), folder.resolve(RULES).toString());
    environment.put(Catalogue.ANOMALY_LIFETIME.name(), speed.equals(Speed.MAX) ? "off" : "1s");
    environment.put(Catalogue.LOG_DIR.name(), folder.resolve("logs").toString());
    return environment;
  }

  private static byte[] exampleRules() throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream("/rules/example.json")) {
      if (in == null) {
        throw new IllegalStateException("rules/example.json is not part of this build");
      }
      return in.readAllBytes();
    }
  }

  /** Lets the orders of the example pass where no rule blocks them; they are never executed. */
  private static void enableTrading(Service service) throws IOException {
    service
        .recorder()
        .safety()
        .change(at ->
            new SafetyChange.Trading(
                true, new Attribution("demo", "to see orders pass and be blocked", at)));
  }

  private static ServiceClient client(Service service, Settings settings) {
    return new ServiceClient(service.address(), ApiToken.of(settings).map(ApiToken::secret));
  }

  private ReplayReport send(DemoTrades trades, ServiceClient client)
      throws IOException, InterruptedException {
    Replay.Plan plan = new Replay.Plan(speed, BATCH, PATIENCE_MILLIS);
    try (Inputs inputs = trades.open();
        ProgressBar progress = new ProgressBar(shell, "sending trades", trades.count())) {
      return new Replay(client, plan, progress).run(inputs);
    }
  }

  private void print(ReplayReport report, ServiceClient client, Path folder, URI address)
      throws IOException, InterruptedException {
    DecisionsSeen decisions = DecisionsSeen.of(client);
    ReadBack seen = ReadBack.of(client);
    JsonNode traffic = status(client).path("traffic");
    PrintStream out = shell.out();
    out.println();
    SendCommand.print(out, report);
    out.printf(
        "gaps     %,d major, %,d critical: %s%n",
        seen.majorGaps(), seen.criticalGaps().size(), String.join(", ", seen.criticalGaps()));
    out.printf(
        "trades   %,d read back, prices %s, %,d of zero amount (kept, flagged)%n",
        seen.snapshots(), seen.priceRange(), seen.zeroVolumes());
    out.printf(
        "disk     %.1f bytes a record (%.0f as sent), in %s%n",
        perRecord(traffic, "disk_bytes"), perRecord(traffic, "raw_bytes"), shown(folder));
    decisions.lines(shown(folder).resolve(RULES)).forEach(out::println);
    explain(client, folder);
    next(folder, address).forEach(out::println);
  }

  /** Tells why an order was not traded, and how to ask that. */
  private void explain(ServiceClient client, Path folder) throws IOException {
    PrintStream out = shell.out();
    Instant at = DemoTrades.BLOCKED_AT;
    out.printf("%nWhy was nothing traded at %s?%n", at);
    Explanation.of(client, DemoTrades.SYMBOL, at)
        .sentences()
        .forEach(sentence -> out.println("  " + PlainText.of(sentence)));
    out.println("Ask it yourself, and see everything around that moment:");
    out.printf("  ./observer why-not%s %s %s%n", where(folder), DemoTrades.SYMBOL, at);
    out.printf(
        "  ./observer timeline%s --symbol %s --from %s --to %s%n",
        where(folder),
        DemoTrades.SYMBOL,
        at.minusSeconds(AROUND_SECONDS),
        at.plusSeconds(AROUND_SECONDS));
  }

  private Path shown(Path folder) {
    return shell.workingDirectory().relativize(folder);
  }

  /** How the commands reach what was recorded. */
  private String where(Path folder) {
    return stay ? "" : " --data-dir " + shown(folder);
  }

  private static JsonNode status(ServiceClient client) throws IOException {
    try (var in = client.get("/status", "application/json")) {
      return JsonMapper.shared().readTree(in);
    }
  }

  private static double perRecord(JsonNode traffic, String name) {
    return traffic.path(name).asDouble() / Math.max(1, traffic.path("records").asLong());
  }

  private List<String> next(Path folder, URI address) {
    String where = where(folder);
    return List.of(
        "",
        "Try next:",
        "  ./observer query%s --symbol BTC/USD --limit 3".formatted(where),
        "  ./observer query%s --kind gap".formatted(where),
        "  ./observer query%s --kind block --limit 3 --json".formatted(where),
        "  ./observer replay --prove --data-dir %s".formatted(shown(folder)),
        stay
            ? "  curl -s '%s/api/v1/snapshot?symbol=BTC/USD'".formatted(address)
            : "  ./observer export%s --out trades.jsonl".formatted(where));
  }

  private void stay(Service service, OperationalLog log) throws IOException, InterruptedException {
    shell.out().println();
    shell.out().println("The service stays on " + service.address() + ". Ctrl-C ends it.");
    StopOnSignal.start(log, () -> service);
    new CountDownLatch(1).await();
  }
}
