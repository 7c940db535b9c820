package qts.runtime.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** The door of a running service: NDJSON over HTTP/1.1, a connection for each sender. */
final class OverHttp implements Supplier<Door>, AutoCloseable {
  private final URI snapshots;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  OverHttp(URI service, Optional<String> token) {
    this.snapshots = service.resolve("/v1/snapshots");
    this.token = token;
  }

  @Override
  public Door get() {
    return (body, count) -> {
      HttpResponse<byte[]> answer = exchange(body);
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      if (answer.statusCode() != 200 || !text.contains("\"recorded\":" + count + ",")) {
        throw new IOException(
            "not every snapshot was recorded: " + answer.statusCode() + " " + text);
      }
    };
  }

  private HttpResponse<byte[]> exchange(byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(snapshots)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the benchmark was interrupted");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
