package qts.runtime.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Samples;
import qts.runtime.config.Settings;
import qts.runtime.recorder.TestDecisions;
import qts.runtime.recorder.TestSnapshots;

/** Holds the OpenAPI document against the running service. */
class OpenApiTest {
  private static final long T0 = 1_768_089_792_417L;

  /** Answers that need a broken disk, a broken network or a bug, and the tests that see them. */
  private static final Set<String> SEEN_ELSEWHERE =
      Set.of(
          "POST /v1/snapshots 408", // SnapshotDoorTest
          "POST /v1/snapshots 503", // SnapshotDoorTest, RunIT
          "POST /v1/snapshots 507", // ServiceTest
          "POST /v1/decisions 408", // as for snapshots
          "POST /v1/decisions 503", // as for snapshots
          "POST /v1/decisions 507", // as for snapshots
          "POST /v1/records 408", // as for snapshots
          "POST /v1/records 503", // as for snapshots
          "POST /v1/records 507", // as for snapshots
          "GET /v1/records 503", // RecordRoutesTest
          "GET /v1/records/{run_id} 503", // RecordRoutesTest
          "GET /v1/coverage 503", // as for GET /v1/records
          "GET /v1/why-not 503", // as for GET /v1/records
          "GET /v1/timeline 503", // as for GET /v1/records
          "GET /v1/tail 200", // TailRouteTest
          "GET /v1/tail 503", // TailRouteTest
          "GET /health 503", // ServiceTest
          "GET /ready 503"); // ServiceTest

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<String> seen = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private Service service;
  private OpenApi document;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of("OBSERVER_PORT", "0", "OBSERVER_MAX_BODY_BYTES", "1MiB");
    service =
        Service.start(
            Settings.load(environment, folder),
            () -> {
              throw new AssertionError("the service must not end");
            });
    document = new OpenApi(send("GET", "/openapi.json").body());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    service.close();
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedOneIsThere() {
    Set<String> routes = new TreeSet<>();
    Javalin.create(config -> {
      config.events.handlerAdded(
          route -> routes.add(route.getHttpMethod() + " " + route.getPath()));
      service.routes().forEach(some -> some.register(config.routes));
    });

    assertThat(document.operations()).isEqualTo(routes);
  }

  @Test
  void everyDocumentedAnswerIsGivenAsItsSchemaSays() throws Exception {
    for (String path :
        List.of("/", "/health", "/ready", "/status", "/metrics", "/metrics/observer")) {
      check("GET " + path, send("GET", path));
    }
    check("GET /openapi.json", send("GET", "/openapi.json"));
    check("GET /api/v1/snapshot", send("GET", "/api/v1/snapshot"));
    checkSnapshots();
    checkDecisions();
    checkImport();
    checkReading();
    checkSafety();
    checkQuestions();

    assertThat(faults).isEmpty();
    seen.addAll(SEEN_ELSEWHERE);
    assertThat(seen).containsAll(document.answers());
  }

  private void checkSnapshots() throws Exception {
    String operation = "POST /v1/snapshots";
    String good = TestSnapshots.line("BTC", 1, T0, "71000.10");
    check(operation, post("/v1/snapshots", "application/json", good));
    check(operation, post("/v1/snapshots", "application/json", good));
    check(operation, post("/v1/snapshots", "application/json", good.replace("71000.10", "1")));
    check(operation, post("/v1/snapshots", "application/json", "[" + good + ",{}]"));
    check(operation, post("/v1/snapshots", "application/x-ndjson", good + "\nx\n" + good));
    check(operation, post("/v1/snapshots?ack=received", "application/json", good));
    check(operation, post("/v1/snapshots?ack=perhaps", "application/json", good));
    check(operation, post("/v1/snapshots", "application/json", "{"));
    check(operation, post("/v1/snapshots", "application/json", good.replace("market", "moon")));
    check(operation, post("/v1/snapshots", "application/json", " ".repeat((1 << 20) + 1)));
    check(operation, post("/v1/snapshots", "text/plain", good));
  }

  private void checkImport() throws Exception {
    String operation = "POST /v1/records";
    String good = Samples.lines("pattern_records.jsonl").getFirst();
    check(operation, post("/v1/records", "application/x-ndjson", good + "\n{}"));
    check(operation, post("/v1/records?ack=received", "application/x-ndjson", good));
    check(operation, post("/v1/records", "application/x-ndjson", ""));
    check(operation, post("/v1/records", "application/json", good));
    check(operation, post("/v1/records", "application/x-ndjson", " ".repeat((1 << 20) + 1)));
  }

  private void checkSafety() throws Exception {
    String change = "POST /v1/safety";
    String kill = "/v1/safety/kill-switch";
    String type = "application/json";
    String by = "\"who\":\"kim\",\"why\":\"test\"}";
    check("GET /v1/safety", get("/v1/safety", type));
    check("GET " + kill, get(kill, type));
    check("POST " + kill, post(kill, type, "{" + by));
    check("POST " + kill, post(kill, type, "{}"));
    check("DELETE " + kill, send("DELETE", kill + "?who=kim&why=over"));
    String limit = "{\"change\":\"limit_set\",\"limit\":\"MAX_ORDER_QTY\",\"symbol\":\"*\",";
    check(change, post("/v1/safety", type, limit + "\"value\":5," + by));
    String anomaly = "{\"change\":\"anomaly_raised\",\"flag\":\"X\",\"symbol\":\"BTC\",";
    check(change, post("/v1/safety", type, anomaly + "\"expires_at_ms\":9000000000000," + by));
    check("GET /v1/safety", get("/v1/safety", type));
    check(change, post("/v1/safety", type, "{\"change\":\"none\"," + by));
    check(change, post("/v1/safety", type, "x"));
    check("GET /status", send("GET", "/status"));
  }

  private void checkReading() throws Exception {
    check("GET /v1/records", get("/v1/records", "application/json"));
    check("GET /v1/records", get("/v1/records?limit=2", "application/json"));
    check("GET /v1/records", get("/v1/records?limit=all", "application/x-ndjson"));
    check("GET /v1/records", get("/v1/records?limit=none", "application/json"));
    check("GET /v1/records", get("/v1/records", "text/html"));
    check("GET /v1/records/{run_id}", get("/v1/records/run-1", "application/json"));
    check("GET /v1/records/{run_id}", get("/v1/records/run-1", "application/x-ndjson"));
    check("GET /v1/records/{run_id}", get("/v1/records/nobody", "application/json"));
    check("GET /v1/records/{run_id}", get("/v1/records/run-1", "text/html"));
    check("GET /v1/tail", get("/v1/tail?limit=1", "application/x-ndjson"));
    check("GET /v1/tail", get("/v1/tail", "text/html"));
    check("GET /api/v1/snapshot", get("/api/v1/snapshot", "application/json"));
  }

  private void checkQuestions() throws Exception {
    String timeline = "/v1/timeline";
    check("GET /v1/timeline", get(timeline + "?symbol=BTC", "application/json"));
    check("GET /v1/timeline", get(timeline + "?run_id=run-1&limit=1", "application/json"));
    check("GET /v1/timeline", get(timeline + "?decision_id=d-1", "application/x-ndjson"));
    check("GET /v1/timeline", get(timeline, "application/json"));
    check("GET /v1/timeline", get(timeline + "?symbol=BTC", "text/html"));
    String coverage = "/v1/coverage?strategy=momentum";
    check("GET /v1/coverage", get(coverage, "application/json"));
    check("GET /v1/coverage", get(coverage + "&symbol=BTC", "application/x-ndjson"));
    check("GET /v1/coverage", get("/v1/coverage", "application/json"));
    check("GET /v1/coverage", get(coverage, "text/html"));
    String whyNot = "/v1/why-not?symbol=BTC&at=";
    check("GET /v1/why-not", get(whyNot + T0, "application/json"));
    check("GET /v1/why-not", get(whyNot + "09:00", "application/json"));
    check("GET /v1/why-not", get("/v1/why-not?symbol=XRP&at=" + T0, "application/json"));
    check("GET /v1/why-not", get(whyNot + "noon", "application/json"));
    check("GET /v1/why-not", get(whyNot + T0, "text/html"));
  }

  private void checkDecisions() throws Exception {
    String operation = "POST /v1/decisions";
    String path = "/v1/decisions";
    String good = TestDecisions.judgment("d-1", "BUY");
    assertThat(document.errors("/components/schemas/Decision", good)).isEmpty();
    check(operation, post(path, "application/json", good));
    check(operation, post(path, "application/json", TestDecisions.judgment("d-1", "SELL")));
    check(operation, post(path, "application/json", "[" + good + ",{}]"));
    check(operation, post(path, "application/x-ndjson", good + "\nx\n" + good));
    check(operation, post(path + "?ack=received", "application/json", good));
    check(operation, post(path + "?ack=perhaps", "application/json", good));
    check(operation, post(path, "application/json", "{"));
    check(operation, post(path, "application/json", good.replace("BUY", "BYE")));
    check(operation, post(path, "application/json", " ".repeat((1 << 20) + 1)));
    check(operation, post(path, "text/plain", good));
  }

  @Test
  void whatIsNotDocumentedIsAProblemToo() throws Exception {
    for (HttpResponse<String> answer :
        List.of(
            send("GET", "/nowhere"),
            send("DELETE", "/health"),
            send("OPTIONS", "/v1/snapshots"),
            send("TRACE", "/health"),
            send("BREW", "/"))) {
      assertThat(document.errors("/components/schemas/Problem", answer.body())).isEmpty();
      assertThat(answer.statusCode()).isBetween(400, 599);
    }
  }

  private void check(String operation, HttpResponse<String> answer) {
    seen.add(operation + " " + answer.statusCode());
    faults.addAll(
        document.faults(
            operation,
            answer.statusCode(),
            answer.headers().firstValue("Content-Type").orElse("none"),
            answer.body()));
  }

  private HttpResponse<String> get(String path, String accept) throws Exception {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve(path)).header("Accept", accept).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(service.address().resolve(path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
