package qts.runtime.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following a service whose connections stay open and say nothing more. */
@Timeout(60)
class FollowingTest {
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

  @Test
  void aConnectionThatFallsSilentIsLeftAndFollowedFromTheNextPosition() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ServiceClient client =
            new ServiceClient(
                URI.create("http://127.0.0.1:" + server.getLocalPort()), Optional.empty())) {
      Thread following = Thread.ofVirtual().start(() -> follow(client));
      try (Socket first = answer(server, "{\"position\":7}");
          Socket second = answer(server, "{\"position\":8}")) {
        assertThat(List.of(lines.take(), lines.take()))
            .containsExactly("{\"position\":7}", "{\"position\":8}");
        assertThat(List.of(requests.take(), requests.take()))
            .containsExactly(
                "GET /v1/tail?kind=snapshot HTTP/1.1",
                "GET /v1/tail?kind=snapshot&position=8 HTTP/1.1");
        assertThat(notes.take()).isEqualTo("The connection broke: nothing came for 300 ms");
        assertThat(List.of(first.isClosed(), second.isClosed())).containsExactly(false, false);
      } finally {
        following.interrupt();
        following.join();
      }
    }
  }

  private void follow(ServiceClient client) {
    try {
      new Following(
              client,
              Map.of("kind", List.of("snapshot")),
              lines::add,
              notes::add,
              Duration.ofMillis(300))
          .run();
    } catch (IOException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers the next request with one line and leaves the connection open. */
  private Socket answer(ServerSocket server, String line) throws IOException {
    Socket socket = server.accept();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    requests.add(String.valueOf(in.readLine()));
    while (!String.valueOf(in.readLine()).isEmpty()) {
      Thread.onSpinWait();
    }
    String chunk = Integer.toHexString(line.length() + 1) + "\r\n" + line + "\n\r\n";
    socket
        .getOutputStream()
        .write(
            ("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + chunk)
                .getBytes(US_ASCII));
    return socket;
  }
}
