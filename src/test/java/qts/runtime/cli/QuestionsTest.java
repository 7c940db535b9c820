package qts.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.client.ServiceClient;
import qts.runtime.config.Settings;
import qts.runtime.recorder.TestSnapshots;
import qts.runtime.service.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person asks a running service that judges by rules, from snapshot to answer. */
class QuestionsTest {
  /** 2026-01-11T09:03:12.417+09:00. */
  private static final long T0 = 1_768_089_792_417L;

  private static final long APART_MILLIS = 5_000;

  /** Buys what the volume says. The limits of the three that block overlap; one never blocks. */
  private static final String RULES =
      """
      {"name": "overlap", "version": "7", "extract": {"volume": "observation.inputs.volume"},
       "judge": [{"id": "buy", "version": "1", "when": {"value": "volume", "above": 0},
                  "then": {"action": "BUY", "order_type": "MARKET", "qty": "volume"}}],
       "block": [
         {"id": "wide", "version": "1", "value": "order_qty", "at_most": 30, "reason": "too much"},
         {"id": "tight", "version": "2", "value": "order_qty", "at_most": 20, "reason": "too much"},
         {"id": "apart", "version": "1", "forbid_tag": "GAP_MAJOR", "reason": "after a gap"},
         {"id": "tightest", "version": "3", "value": "order_qty", "at_most": 5, "reason": "too much"}]}
      """;

  private static final String LOOSER =
      RULES.replace("\"7\"", "\"8\"").replaceAll("\"at_most\": \\d+", "\"at_most\": 1000");

  @TempDir Path folder;

  @Test
  void ofThreeOverlappingRulesExactlyThoseAreNamedThatWereEnough() throws Exception {
    try (Service service = start(RULES)) {
      enableTrading(service);
      send(service, "BTC", 40, 25, 10, 3);

      assertThat(IntStream.range(0, 4).mapToObj(i -> minimalSet(service, moment(i))).toList())
          .containsExactly(
              List.of("wide", "tight", "tightest"),
              List.of("tight", "tightest"),
              List.of("tightest"),
              List.of());
      assertThat(run(service, "why-not", "BTC", moment(1)).out().lines().limit(3))
          .containsExactly(
              "Nothing was traded in BTC at 00:03:17.417 because the order to BUY 25 BTC by overlap"
                  + " was blocked by 2 rules, each of which alone would have been enough.",
              "- tight (version 2): too much; it allows at most 20, and there was 25.",
              "- tightest (version 3): too much; it allows at most 5, and there was 25.");
    }
  }

  @Test
  void anOldMomentIsAskedAgainByTheRulesOfThen() throws Exception {
    try (Service service = start(RULES)) {
      enableTrading(service);
      send(service, "BTC", 40);
    }
    try (Service service = start(LOOSER)) {
      sendAt(service, "BTC", 9, 40);

      assertThat(List.of(minimalSet(service, moment(0)), minimalSet(service, moment(9))))
          .containsExactly(List.of("wide", "tight", "tightest"), List.of());
      assertThat(run(service, "why-not", "BTC", moment(0)).out())
          .contains("asking the rules of overlap version 7 again on the recorded input");
    }
  }

  @Test
  void oneDecisionThatItsProducerDroppedIsFoundExactlyThatOne() throws Exception {
    try (Service service = start(RULES);
        ServiceClient client = client(service)) {
      int count = 3_000;
      int dropped = 1_789;
      client.post("/v1/snapshots", "application/x-ndjson", lines(count, QuestionsTest::snapshot));
      client.post(
          "/v1/decisions", "application/x-ndjson", lines(count, i -> i == dropped ? "" : hold(i)));

      Result result = run(service, "coverage", "momentum");
      assertThat(List.of(result.status(), result.err()))
          .isEqualTo(
              List.of(
                  ExitCode.FAILURE,
                  "3,000 snapshots delivered, 2,999 answered, 1 not; 0 came after the last answered\n"));
      assertThat(result.out().lines().filter(line -> line.contains(" snapshot "))).hasSize(1);
      assertThat(run(service, "coverage", "momentum", "--json").out().lines().limit(1))
          .map(line -> JsonMapper.shared().readTree(line))
          .extracting(line -> line.at("/record/snapshot/meta/run_id").asString())
          .containsExactly("run-" + dropped);

      client.post("/v1/decisions", "application/json", hold(dropped).getBytes(UTF_8));
      assertThat(run(service, "coverage", "momentum").status()).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void whatHoldsOrdersBackIsChangedByCommandAndEveryChangeHasItsAuthorAndReason() throws Exception {
    try (Service service = start(RULES)) {
      safety(service, "enable");
      safety(service, "raise", "STALE_FEED", "--symbol", "BTC", "--for", "600");
      sendAt(service, "BTC", 0, 3);
      sendAt(service, "ETH", 1, 3);
      safety(service, "clear", "STALE_FEED", "--symbol", "BTC");
      safety(service, "limit", "MAX_ORDER_QTY", "4");
      safety(service, "limit", "MAX_ORDER_QTY", "2", "--symbol", "BTC");
      sendAt(service, "BTC", 2, 3);
      sendAt(service, "BTC", 3, 5);
      safety(service, "limit", "MAX_ORDER_QTY");
      safety(service, "kill");
      sendAt(service, "ETH", 4, 3);
      safety(service, "resume");
      safety(service, "disable");
      sendAt(service, "ETH", 5, 3);

      assertThat(ended(service))
          .containsExactly(
              "run-0 [G_EXE_ANOMALY]",
              "run-1 []",
              "run-2 [G_MAX_ORDER_QTY_OF_SYMBOL]",
              "run-3 [G_MAX_ORDER_QTY, G_MAX_ORDER_QTY_OF_SYMBOL]",
              "run-4 [G_EXE_KILLSWITCH_ON]",
              "run-5 [G_EXE_TRADING_DISABLED]");
      assertThat(records(service, "safety"))
          .extracting(change ->
              String.join(
                  " ",
                  change.path("change").asString(),
                  change.path("who").asString(),
                  change.path("why").asString()))
          .containsExactly(
              "trading observer a new journal begins with trading disabled",
              "trading kim enable it",
              "anomaly_raised kim raise it",
              "anomaly_cleared kim clear it",
              "limit_set kim limit it",
              "limit_set kim limit it",
              "limit_set kim limit it",
              "kill_switch kim kill it",
              "kill_switch kim resume it",
              "trading kim disable it");
    }
  }

  @Test
  void whatASnapshotShowsHoldsOrdersOfItsSymbolBackUntilItsTimeIsOver() throws Exception {
    try (Service service = start(RULES)) {
      enableTrading(service);
      sendAt(service, "BTC", 0, 3);
      sendAt(service, "BTC", 20, 3); // 100 s of silence: a major gap
      sendAt(service, "ETH", 21, 3);
      Awaitility.await().until(() -> changes(service, "anomaly_cleared").size() == 1);
      sendAt(service, "BTC", 22, 3);

      assertThat(ended(service))
          .containsExactly("run-0 []", "run-20 [G_EXE_ANOMALY, apart]", "run-21 []", "run-22 []");
      assertThat(changes(service, "anomaly_raised"))
          .containsExactly("GAP of BTC by annotator: the snapshot carries the tag GAP_MAJOR");
      assertThat(changes(service, "anomaly_cleared"))
          .containsExactly("GAP of BTC by expiry: its time was over");
    }
  }

  private Service start(String rules) throws IOException {
    Path file = Files.writeString(folder.resolve("rules.json"), rules);
    Map<String, String> environment = new HashMap<>();
    environment.put("OBSERVER_PORT", "0");
    environment.put("OBSERVER_RULES_FILE", file.toString());
    environment.put("OBSERVER_ANOMALY_LIFETIME", "1s");
    return Service.start(
        Settings.load(environment, folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  private static ServiceClient client(Service service) {
    return new ServiceClient(service.address(), Optional.empty());
  }

  private Result run(Service service, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--url");
    all.add(service.address().toString());
    return new FakeShell(folder).with("USER", "kim").run(all.toArray(String[]::new));
  }

  /** A change of safety by command; its reason names the command. */
  private void safety(Service service, String verb, String... words) {
    List<String> all = new ArrayList<>(List.of("safety", verb));
    all.addAll(List.of(words));
    all.addAll(List.of("--why", verb + " it"));
    Result result = run(service, all.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).startsWith("recorded at position ");
  }

  private void enableTrading(Service service) {
    safety(service, "enable");
  }

  /** Sends snapshots with these volumes, {@link #APART_MILLIS} apart, and has them judged. */
  private static void send(Service service, String symbol, int... volumes) throws IOException {
    for (int i = 0; i < volumes.length; i++) {
      sendAt(service, symbol, i, volumes[i]);
    }
  }

  private static void sendAt(Service service, String symbol, int number, int volume)
      throws IOException {
    String line =
        TestSnapshots.line(symbol, number, T0 + number * APART_MILLIS, "71000.10")
            .replace("\"volume\":3", "\"volume\":" + volume);
    try (ServiceClient client = client(service)) {
      client.post("/v1/snapshots", "application/json", line.getBytes(UTF_8));
      Awaitility.await().until(() -> lag(client) == 0);
    }
  }

  private static long lag(ServiceClient client) throws IOException {
    try (InputStream in = client.get("/status", "application/json")) {
      return JsonMapper.shared().readTree(in).at("/rules/lag_records").asLong(-1);
    }
  }

  private static String moment(int number) {
    return Instant.ofEpochMilli(T0 + number * APART_MILLIS).toString();
  }

  /** The minimal blocking set at a moment, as the service tells it. */
  private static List<String> minimalSet(Service service, String at) {
    String path = "/v1/why-not?symbol=BTC&window_ms=1000&at=" + URLEncoder.encode(at, UTF_8);
    try (ServiceClient client = client(service);
        InputStream in = client.get(path, "application/json")) {
      JsonNode set = JsonMapper.shared().readTree(in).at("/decisions/0/minimal_blocking_set");
      assertThat(set.isMissingNode() || set.path("re_evaluated").asBoolean(false)).isTrue();
      return set.path("rules").valueStream().map(r -> r.at("/rule/id").asString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** By which rules the order on each snapshot was blocked; nothing for one that passed. */
  private static List<String> ended(Service service) throws IOException {
    Map<String, List<String>> blocks =
        records(service, "block").stream()
            .collect(
                Collectors.groupingBy(
                    block -> block.at("/rests_on/0/run_id").asString(),
                    Collectors.mapping(
                        block -> block.path("blocked_by").asString(), Collectors.toList())));
    return records(service, "judgment").stream()
        .map(judgment -> judgment.at("/rests_on/0/run_id").asString())
        .map(run -> run + " " + blocks.getOrDefault(run, List.of()).stream().sorted().toList())
        .toList();
  }

  private static List<String> changes(Service service, String sort) throws IOException {
    return records(service, "safety").stream()
        .filter(change -> change.path("change").asString().equals(sort))
        .map(change ->
            "%s of %s by %s: %s"
                .formatted(
                    change.path("flag").asString(),
                    change.path("symbol").asString(),
                    change.path("who").asString(),
                    change.path("why").asString()))
        .toList();
  }

  private static List<JsonNode> records(Service service, String kind) throws IOException {
    try (ServiceClient client = client(service);
        InputStream in = client.get("/v1/records?limit=all&kind=" + kind, "application/x-ndjson")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .map(JsonMapper.shared()::readTree)
          .filter(line -> line.has("record"))
          .map(line -> line.path("record"))
          .toList();
    }
  }

  private static byte[] lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count)
        .mapToObj(line)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"))
        .getBytes(UTF_8);
  }

  private static String snapshot(int number) {
    return TestSnapshots.line("BTC", number, T0 + number, "71000.10");
  }

  private static String hold(int number) {
    return """
    {"kind":"judgment","decision_id":"d-%d","created_at":"2026-01-11T09:03:12.417+09:00",\
    "strategy_name":"momentum","symbol":"BTC","pipeline_step":"Decide","action":"HOLD",\
    "rests_on":[{"run_id":"run-%d"}]}\
    """
        .formatted(number, number);
  }
}
