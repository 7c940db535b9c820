package qts.runtime.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers envelopes to the ingestion endpoint of Application Insights: lines of JSON, packed. A
 * delivery that fails is logged when the one before did not, and not repeated here.
 */
final class Ingestion implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.telemetry");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int ACCEPTED_IN_PART = 206;

  /** What is told of an answer, in characters. */
  private static final int MAX_SHOWN_CHARS = 300;

  private final URI track;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(PATIENCE)
          .build();
  private final AtomicBoolean failing = new AtomicBoolean();

  Ingestion(URI track) {
    this.track = track;
  }

  /** Sends envelopes; succeeds when the endpoint has taken them, be it only some. */
  CompletableResultCode send(List<byte[]> envelopes) {
    if (envelopes.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    HttpRequest request =
        HttpRequest.newBuilder(track)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-json-stream")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(packed(envelopes)))
            .build();
    CompletableResultCode result = new CompletableResultCode();
    var _ =
        client
            .sendAsync(request, BodyHandlers.ofString())
            .whenComplete((answer, failure) -> finish(result, answer, failure));
    return result;
  }

  private void finish(
      CompletableResultCode result,
      @Nullable HttpResponse<String> answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      fail(result, String.valueOf(failure));
    } else if (answer.statusCode() == OK || answer.statusCode() == ACCEPTED_IN_PART) {
      succeed(result, answer);
    } else {
      fail(result, answer.statusCode() + " " + shown(answer));
    }
  }

  private void succeed(CompletableResultCode result, HttpResponse<String> answer) {
    if (answer.statusCode() == ACCEPTED_IN_PART) {
      LOG.warn("Application Insights took only a part of the telemetry: {}", shown(answer));
    }
    if (failing.compareAndSet(true, false)) {
      LOG.info("telemetry arrives at {} again", track.getHost());
    }
    result.succeed();
  }

  private void fail(CompletableResultCode result, String why) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("telemetry does not arrive at {}: {}", track.getHost(), why);
    }
    result.fail();
  }

  private static String shown(HttpResponse<String> answer) {
    String body = answer.body();
    return body.substring(0, Math.min(body.length(), MAX_SHOWN_CHARS));
  }

  private static byte[] packed(List<byte[]> envelopes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (byte[] envelope : envelopes) {
        gzip.write(envelope);
        gzip.write('\n');
      }
    } catch (IOException memoryNeverFails) {
      throw new UncheckedIOException(memoryNeverFails);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
