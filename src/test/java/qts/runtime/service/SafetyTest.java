package qts.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.config.Settings;
import qts.safety.SafetyChange;
import qts.safety.SafetyState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kill switch and its company, over HTTP, by file, and over restarts. */
class SafetyTest {
  private static final String KILL = "/v1/safety/kill-switch";

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aNewJournalBeginsWithARecordThatTradingIsDisabled() throws Exception {
    try (Service service = start()) {
      assertThat(records(service))
          .containsExactly("trading by observer: a new journal begins with trading disabled");
    }
    try (Service service = start()) {
      assertThat(records(service)).hasSize(1);
    }
  }

  @Test
  void everyChangeIsRecordedWithItsAuthorAndSurvivesARestart() throws Exception {
    SafetyState before;
    try (Service service = start()) {
      assertThat(ask(service, "POST", KILL, "{\"who\":\"kim\",\"why\":\"too fast\"}"))
          .isEqualTo(200);
      assertThat(ask(service, "POST", KILL, "{\"who\":\"lee\",\"why\":\"again\"}")).isEqualTo(200);
      assertThat(
              ask(
                  service,
                  "POST",
                  "/v1/safety",
                  "{\"change\":\"limit_set\",\"limit\":\"MAX_ORDER_QTY\",\"symbol\":\"BTC\","
                      + "\"value\":5,\"who\":\"kim\",\"why\":\"small\"}"))
          .isEqualTo(200);
      before = service.recorder().safety().standing().state();
    }
    try (Service service = start()) {
      assertThat(service.recorder().safety().standing().state()).isEqualTo(before);
      assertThat(before.killSwitch()).isTrue();
      assertThat(records(service))
          .containsExactly(
              "trading by observer: a new journal begins with trading disabled",
              "kill_switch by kim: too fast",
              "limit_set by kim: small");
    }
  }

  @Test
  void aChangeWithoutAuthorOrReasonIsRefused() throws Exception {
    try (Service service = start()) {
      assertThat(
              List.of(
                  ask(service, "POST", KILL, "{\"who\":\"kim\"}"),
                  ask(service, "POST", KILL, "{\"who\":\" \",\"why\":\"x\"}"),
                  ask(service, "POST", KILL, "{\"who\":\"file:x\",\"why\":\"x\"}"),
                  ask(service, "POST", KILL, "no")))
          .isEqualTo(List.of(422, 422, 422, 400));
      assertThat(records(service)).hasSize(1);
    }
  }

  @Test
  void theFileHoldsTheKillSwitchOnAndItsRemovalTurnsItOff() throws Exception {
    Path file = Files.createDirectories(folder.resolve("config")).resolve("kill-switch");
    Files.writeString(file, "park\nthe desk is closed\n");
    try (Service service = start()) {
      SafetyChange.KillSwitch last =
          service.recorder().safety().standing().killSwitch().orElseThrow();
      assertThat(List.of(last.on(), last.by().who(), last.by().why()))
          .isEqualTo(List.of(true, "file:park", "the desk is closed"));
      assertThat(ask(service, "DELETE", KILL + "?who=kim&why=now", "")).isEqualTo(409);
      Files.delete(file);
      Awaitility.await().until(() -> !service.recorder().safety().standing().state().killSwitch());
    }
  }

  private Service start() throws IOException {
    return Service.start(
        Settings.load(Map.of("OBSERVER_PORT", "0"), folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  private int ask(Service service, String method, String path, String body)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(service.address().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private List<String> records(Service service) throws IOException, InterruptedException {
    String body =
        client
            .send(
                HttpRequest.newBuilder(service.address().resolve("/v1/records?kind=safety"))
                    .header("Accept", "application/x-ndjson")
                    .build(),
                BodyHandlers.ofString())
            .body();
    return body.lines()
        .map(JsonMapper.shared()::readTree)
        .filter(line -> line.has("record"))
        .map(line -> words(line.path("record")))
        .toList();
  }

  private static String words(JsonNode change) {
    return "%s by %s: %s"
        .formatted(
            change.path("change").asString(""),
            change.path("who").asString(""),
            change.path("why").asString(""));
  }
}
