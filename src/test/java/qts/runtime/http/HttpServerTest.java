package qts.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static final Routes ROUTES =
      routes -> {
        routes.get("/health", ctx -> ctx.result("well"));
        routes.get("/ready", ctx -> ctx.result("ready"));
        routes.get("/thing", ctx -> ctx.result("thing"));
        routes.get(
            "/bug",
            ctx -> {
              throw new IllegalStateException("a secret of the service");
            });
        routes.get(
            "/error",
            ctx -> {
              throw new AssertionError("a secret of the service");
            });
        routes.get(
            "/refused",
            ctx -> {
              throw new ProblemException(
                  ProblemDocument.of(ProblemType.BAD_PARAMETER, "No such day.")
                      .with("parameter", "from")
                      .with("limit", 7));
            });
      };

  @Test
  void aRefusalIsAProblemDocument() throws IOException {
    try (TestServer server = TestServer.start(ROUTES)) {
      HttpResponse<String> refused = server.get("/refused");
      assertThat(refused.body())
          .isEqualTo(
              """
              {"type":"urn:qts-observer:problem:bad-parameter",\
              "title":"A parameter has a value that is not allowed","status":400,\
              "detail":"No such day.","parameter":"from","limit":7}\
              """);
      assertThat(List.of(refused.statusCode(), refused.headers().map().get("content-type")))
          .isEqualTo(List.of(400, List.of("application/problem+json")));
    }
  }

  @Test
  void anUnknownPathAndAWrongMethodAreProblems() throws IOException {
    try (TestServer server = TestServer.start(ROUTES)) {
      assertProblem(server.get("/nowhere"), 404, "urn:qts-observer:problem:not-found");
      HttpResponse<String> posted =
          server.send(server.request("/thing").POST(BodyPublishers.ofString("x")));
      assertProblem(posted, 405, "urn:qts-observer:problem:method-not-allowed");
      assertThat(posted.headers().firstValue("Allow")).hasValue("GET");
    }
  }

  @Test
  void aBugIsReportedAndAnsweredWithItsIdOnly() throws IOException {
    try (TestServer server = TestServer.start(ROUTES)) {
      for (String path : List.of("/bug", "/error")) {
        HttpResponse<String> answer = server.get(path);
        assertProblem(answer, 500, "urn:qts-observer:problem:internal");
        assertThat(answer.body()).contains("\"id\":\"bug-").doesNotContain("secret", "at qts");
      }
      assertThat(server.bugs())
          .hasExactlyElementsOfTypes(IllegalStateException.class, AssertionError.class);
    }
  }

  @Test
  void everythingButHealthAndReadinessNeedsTheToken() throws IOException {
    HttpSettings settings = HttpSettings.loopback().withToken("secret"::equals);
    try (TestServer server = TestServer.start(settings, ROUTES)) {
      assertThat(server.get("/health").body()).isEqualTo("well");
      assertThat(server.get("/ready").body()).isEqualTo("ready");
      assertThat(bearer(server, "/thing", "Bearer secret").body()).isEqualTo("thing");
      assertThat(bearer(server, "/thing", "bearer secret").body()).isEqualTo("thing");
      for (String header : List.of("Bearer wrong", "Bearer", "secret", "Basic secret")) {
        assertUnauthorized(bearer(server, "/thing", header));
      }
      assertUnauthorized(server.get("/thing"));
      assertUnauthorized(server.get("/nowhere"));
      assertUnauthorized(server.get("/health/../thing"));
      assertUnauthorized(server.get("//health"));
    }
  }

  private static HttpResponse<String> bearer(TestServer server, String path, String header)
      throws IOException {
    return server.send(server.request(path).header("Authorization", header));
  }

  private static void assertUnauthorized(HttpResponse<String> response) {
    assertProblem(response, 401, "urn:qts-observer:problem:unauthorized");
    assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void whatIsNotHttpIsAnsweredWithAProblem() throws IOException {
    try (TestServer server = TestServer.start(ROUTES)) {
      assertThat(server.raw("NOT HTTP AT ALL\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "urn:qts-observer:problem:bad-request");
      assertThat(
              server.raw("GET /thing HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(9000) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 431 ")
          .contains("application/problem+json", "8192");
      assertThat(server.raw("GET /thing HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json");
      assertThat(server.raw("GET /" + "z".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
          .startsWith("HTTP/1.1 414 ")
          .contains("application/problem+json");
    }
  }

  @Test
  void aPortInUseIsNamedWithTheRemedy() throws IOException {
    try (TestServer server = TestServer.start(ROUTES)) {
      assertThatThrownBy(() ->
              TestServer.start(
                  new HttpSettings("127.0.0.1", server.port(), HttpSettings.loopback().token()),
                  ROUTES))
          .isInstanceOf(PortUnavailableException.class)
          .hasMessageContainingAll("127.0.0.1:" + server.port(), "in use", "OBSERVER_PORT");
    }
  }

  private static void assertProblem(HttpResponse<String> response, int status, String type) {
    assertThat(
            List.of(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                TestServer.json(response).path("type").asString(""),
                TestServer.json(response).path("status").asInt()))
        .isEqualTo(List.of(status, "application/problem+json", type, status));
  }
}
