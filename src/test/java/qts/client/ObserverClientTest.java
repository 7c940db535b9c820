package qts.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.config.Settings;
import qts.runtime.recorder.TestDecisions;
import qts.runtime.recorder.TestSnapshots;
import qts.runtime.service.Service;

class ObserverClientTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;

  @Test
  void everythingIsRecordedOnceHoweverOftenItIsSent() throws IOException {
    Map<String, String> environment =
        Map.of("OBSERVER_PORT", "0", "OBSERVER_API_TOKEN", "a-secret-of-some-length");
    try (Service service = Service.start(Settings.load(environment, folder), () -> {})) {
      try (ObserverClient client = client(service)) {
        for (int i = 1; i <= ObserverClient.BATCH + 1; i++) {
          client.snapshot(TestSnapshots.line("BTC", i, T0 + i, "71000.10"));
        }
        client.snapshot("{\n\"no\": \"snapshot\"}");
        client.decision(TestDecisions.judgment("d-1", "BUY"));
        Receipt receipt = client.flush();
        assertThat(List.of(receipt.recorded(), receipt.rejected())).containsExactly(502L, 1L);
        assertThat(receipt.refusals()).contains("\"line\":2");
        client.decision(TestDecisions.block("d-1", "GR001"));
      }
      try (ObserverClient again = client(service)) {
        again.decision(TestDecisions.judgment("d-1", "BUY"));
        again.decision(TestDecisions.block("d-1", "GR001"));
        assertThat(again.flush()).isEqualTo(new Receipt(0, 2, 0, 0, ""));
      }
    }
  }

  private static ObserverClient client(Service service) {
    return new ObserverClient(service.address(), Optional.of("a-secret-of-some-length"), 3);
  }

  @Test
  void aBusyServiceAndALostAnswerAreTriedAgainWithTheSameBytes() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    AtomicInteger requests = new AtomicInteger();
    HttpServer busy =
        server(exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          switch (requests.incrementAndGet()) {
            case 1 -> answer(exchange, 503, "{}");
            case 2 -> exchange.close();
            case 3 -> answer(exchange, 200, "{\"received\":1,\"recorded\":0,\"shed\":1}");
            default -> answer(exchange, 200, "{\"received\":1,\"recorded\":1,\"shed\":0}");
          }
        });
    try (ObserverClient client = new ObserverClient(address(busy))) {
      client.decision("{\"kind\":\"judgment\"}");
      assertThat(client.flush()).isEqualTo(new Receipt(1, 0, 0, 0, ""));
    } finally {
      busy.stop(0);
    }
    assertThat(bodies).hasSize(4).containsOnly("{\"kind\":\"judgment\"}");
  }

  @Test
  void whatCantBeDeliveredIsKeptAndSaidWhy() throws IOException {
    HttpServer server = server(exchange -> answer(exchange, 401, "who are you?"));
    ObserverClient client = new ObserverClient(address(server), Optional.empty(), 1);
    client.snapshot("{}");
    assertThatExceptionOfType(ObserverException.class)
        .isThrownBy(client::flush)
        .withMessageContaining("/v1/snapshots answered 401 after 1 attempts: who are you?")
        .matches(e -> e.status() == 401);
    server.stop(0);
    assertThatExceptionOfType(ObserverException.class)
        .isThrownBy(client::close)
        .withMessageContaining("No answer from http://127.0.0.1:")
        .matches(e -> e.status() == 0);
  }

  /** Answers requests as a test wants. */
  private interface Answers {
    void to(HttpExchange exchange) throws IOException;
  }

  private static HttpServer server(Answers answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", answers::to);
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
