package qts.runtime.client;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Posts lines until they are answered: again when there was no answer or the service asked to wait,
 * with growing pauses, for a limited time. What is sent again must be the same, so that the service
 * knows it again.
 */
public final class Delivery {
  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final ServiceClient service;
  private final String path;
  private final long patienceMillis;

  /**
   * @param path where the lines are posted
   * @param patienceMillis how long an unreachable service is tried again
   */
  public Delivery(ServiceClient service, String path, long patienceMillis) {
    this.service = service;
    this.path = path;
    this.patienceMillis = patienceMillis;
  }

  /** Posts lines and gives the answer. */
  public JsonNode send(byte[] lines) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    long wait = FIRST_WAIT_MILLIS;
    while (true) {
      @Nullable JsonNode report = trySend(lines, giveUp);
      if (report != null) {
        return report;
      }
      Thread.sleep(wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1));
      wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
    }
  }

  /** The answer; null when it is worth trying again. */
  private @Nullable JsonNode trySend(byte[] lines, long giveUp) throws IOException {
    try {
      return service.post(path, "application/x-ndjson", lines);
    } catch (ServiceException e) {
      if (!e.isPassing() || System.nanoTime() > giveUp) {
        throw e;
      }
      return null;
    } catch (IOException e) {
      if (System.nanoTime() > giveUp) {
        throw e;
      }
      return null;
    }
  }
}
