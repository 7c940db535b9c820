package qts.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free loopback port, and a client for it. */
public final class TestServer implements Closeable {
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Throwable> bugs;

  private TestServer(HttpServer server, List<Throwable> bugs) {
    this.server = server;
    this.bugs = bugs;
  }

  /** Starts a server without token. */
  public static TestServer start(Routes... routes) throws IOException {
    return start(HttpSettings.loopback(), routes);
  }

  public static TestServer start(HttpSettings settings, Routes... routes) throws IOException {
    List<Throwable> bugs = Collections.synchronizedList(new ArrayList<>());
    Bugs collecting =
        bug -> {
          bugs.add(bug);
          return "bug-" + bugs.size();
        };
    return new TestServer(
        HttpServer.start(settings, collecting, HttpListener.NONE, List.of(routes)), bugs);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** Begins a request to {@code path}. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path));
  }

  public HttpResponse<String> get(String path) throws IOException {
    return send(request(path).GET());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes that need not be HTTP, closes its side, and returns all that comes back. */
  public String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  public int port() {
    return server.port();
  }

  /** The bugs that were reported. */
  public List<Throwable> bugs() {
    return List.copyOf(bugs);
  }

  /** The body of an answer as JSON. */
  public static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
