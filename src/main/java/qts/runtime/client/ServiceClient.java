package qts.runtime.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a running service over HTTP/1.1. For use by any number of threads. */
public final class ServiceClient implements Closeable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_PROBLEM_BYTES = 1 << 20;

  private final URI base;
  private final Optional<String> token;
  private final HttpClient http;

  /**
   * @param base scheme, host and port
   * @param token the bearer token, where the service asks for one
   */
  public ServiceClient(URI base, Optional<String> token) {
    this.base = base;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  /** Where the service is. */
  public URI base() {
    return base;
  }

  /**
   * Posts a body and gives the JSON answer.
   *
   * @throws ServiceException when the service can't be reached or refuses
   */
  public JsonNode post(String path, String contentType, byte[] body) throws IOException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    try (InputStream answer = exchange(request)) {
      return JsonMapper.shared().readTree(answer);
    }
  }

  /**
   * Gets a resource; the caller closes the stream.
   *
   * @throws ServiceException when the service can't be reached or refuses
   */
  public InputStream get(String pathAndQuery, String accept) throws IOException {
    return exchange(request(pathAndQuery).header("Accept", accept).GET());
  }

  /**
   * Gets a resource that goes on for as long as the service lives; the caller closes the stream.
   * When nothing comes for longer than {@code patience}, reading it fails.
   *
   * @throws ServiceException when the service can't be reached or refuses
   */
  public InputStream follow(String pathAndQuery, String accept, Duration patience)
      throws IOException {
    HttpRequest.Builder request = request(pathAndQuery).header("Accept", accept);
    return new ImpatientStream(exchange(request.timeout(patience).GET()), patience);
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(pathAndQuery));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return request;
  }

  private InputStream exchange(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<InputStream> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() >= 300) {
        throw refused(answer);
      }
      return answer.body();
    } catch (ConnectException e) {
      throw new ServiceException(
          "Nothing listens at "
              + base
              + ". Start the service with ./observer run, or name another with --url.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + base);
    }
  }

  private ServiceException refused(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      String words = words(in.readNBytes(MAX_PROBLEM_BYTES));
      return new ServiceException(
          answer.statusCode(),
          "The service refused (%d): %s".formatted(answer.statusCode(), words));
    }
  }

  /** What a problem document says; the start of the body when it is none. */
  private static String words(byte[] body) {
    try {
      JsonNode problem = JsonMapper.shared().readTree(body);
      String detail = problem.path("detail").asString("");
      return detail.isEmpty() ? problem.path("title").asString("no reason given") : detail;
    } catch (JacksonException notJson) {
      return "an answer that is not JSON, of " + body.length + " bytes";
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
