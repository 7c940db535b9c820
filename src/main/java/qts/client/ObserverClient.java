package qts.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends snapshots and decisions to a running service, in batches. A batch is sent when it is full,
 * on {@link #flush} and on {@link #close}, and again, the same bytes, while the service is busy or
 * away or an answer was lost: snapshots are known by their {@code run_id}, judgments by their
 * {@code decision_id}, blocks and non-executions by their bytes, so that nothing is recorded twice.
 * What a flush returns for is on the disk of the service. May be used by several threads, which
 * wait for each other.
 */
public final class ObserverClient implements Closeable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** The most inputs in one request. */
  public static final int BATCH = 500;

  /** How often a batch is tried when nothing else is said: for about 45 seconds. */
  public static final int ATTEMPTS = 15;

  private final URI service;
  private final Optional<String> token;
  private final int attempts;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Batch snapshots = new Batch("/v1/snapshots");
  private final Batch decisions = new Batch("/v1/decisions");
  private Receipt total = Receipt.NOTHING;

  /** A client of the service at {@code service}, which asks for no token. */
  public ObserverClient(URI service) {
    this(service, Optional.empty(), ATTEMPTS);
  }

  /**
   * @param service scheme, host and port, such as {@code http://127.0.0.1:8000}
   * @param token the bearer token, where the service asks for one
   * @param attempts how often a batch is sent before a flush fails, at least 1
   */
  public ObserverClient(URI service, Optional<String> token, int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("a batch is sent at least once, not " + attempts);
    }
    this.service = service;
    this.token = token;
    this.attempts = attempts;
  }

  /** An id that nothing else has, for a {@code run_id} or a {@code decision_id}. */
  public static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /**
   * Takes a snapshot; sends what waits when a batch is full.
   *
   * @param json one JSON object, as in {@code POST /v1/snapshots}
   * @throws ObserverException as {@link #flush} does; the snapshot waits to be sent with the next
   */
  public void snapshot(String json) throws IOException {
    add(snapshots, json);
  }

  /**
   * Takes a judgment, block or non-execution; sends what waits when a batch is full.
   *
   * @param json one JSON object, as in {@code POST /v1/decisions}
   * @throws ObserverException as {@link #flush} does; the decision waits to be sent with the next
   */
  public void decision(String json) throws IOException {
    add(decisions, json);
  }

  private synchronized void add(Batch batch, String json) throws IOException {
    batch.add(json);
    if (batch.size() >= BATCH) {
      flush();
    }
  }

  /**
   * Sends what waits, snapshots before the decisions that may rest on them, and returns when all of
   * it is on the disk of the service.
   *
   * @return what became of everything since the client was made
   * @throws ObserverException when the service refuses, or can't be reached for long; what waits is
   *     kept
   */
  public synchronized Receipt flush() throws IOException {
    flush(snapshots);
    flush(decisions);
    return total;
  }

  private void flush(Batch batch) throws IOException {
    while (batch.size() > 0) {
      Receipt receipt = deliver(batch.path(), batch.body(BATCH));
      batch.removeFirst(BATCH);
      total = total.plus(receipt);
    }
  }

  /** Sends until it is answered for good. */
  private Receipt deliver(String path, byte[] body) throws IOException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; ; attempt++) {
      Answer answer = send(path, body);
      if (answer.isDelivered()) {
        return Receipt.of(answer.body);
      }
      if (!answer.isPassing() || attempt == attempts) {
        throw failure(path, answer, attempt);
      }
      sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
    }
  }

  /**
   * What came of one request.
   *
   * @param status 0 when there was no answer, and it is not known whether it was recorded
   */
  private record Answer(int status, String body, @Nullable IOException failure) {

    /** Inputs for which there was no room are sent again with their batch, as duplicates. */
    boolean isDelivered() {
      return status == 200 && Receipt.count(body, "shed") == 0;
    }

    boolean isPassing() {
      return switch (status) {
        case 0, 200, 408, 429, 503, 507 -> true;
        default -> false;
      };
    }
  }

  private Answer send(String path, byte[] body) throws InterruptedIOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.body(), null);
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (IOException e) {
      return new Answer(0, "", e);
    }
  }

  private ObserverException failure(String path, Answer answer, int attempt) {
    String where = service.resolve(path).toString();
    if (answer.failure != null) {
      return new ObserverException(
          0,
          "No answer from %s in %d attempts. Check that the service runs; what waits is sent again with the next flush."
              .formatted(where, attempt),
          answer.failure);
    }
    return new ObserverException(
        answer.status,
        "%s answered %d after %d attempts: %s"
            .formatted(where, answer.status, attempt, answer.body),
        null);
  }

  private static void sleep(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while sending; what waits is kept");
  }

  /** Sends what waits, then gives the connections up. */
  @Override
  public void close() throws IOException {
    try {
      flush();
    } finally {
      http.shutdownNow();
    }
  }
}
