package qts.runtime.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import qts.runtime.client.Delivery;
import qts.runtime.client.ServiceClient;
import qts.runtime.recorder.Counts;
import tools.jackson.databind.JsonNode;

/**
 * Sends inputs into a service, one batch after the other so that their order holds. A batch that
 * got no answer is sent again: what was recorded already comes back as duplicate.
 */
public final class Replay {
  private static final int PRECISION_DIGITS = 3;

  private final Delivery delivery;
  private final Plan plan;
  private final LongConsumer progress;
  private final Histogram ackNanos = new Histogram(PRECISION_DIGITS);
  private final List<String> refusals = new ArrayList<>();
  private Counts counts = Counts.NONE;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;
  private long startNanos;
  private long sent;

  /**
   * How to send.
   *
   * @param batch the most inputs in one request
   * @param patienceMillis how long an unreachable service is tried again
   */
  public record Plan(Speed speed, int batch, long patienceMillis) {}

  /**
   * @param progress hears how many inputs were acknowledged so far
   */
  public Replay(ServiceClient service, Plan plan, LongConsumer progress) {
    this.delivery = new Delivery(service, "/v1/snapshots", plan.patienceMillis());
    this.plan = plan;
    this.progress = progress;
  }

  /** Sends everything. */
  public ReplayReport run(Inputs inputs) throws IOException, InterruptedException {
    startNanos = System.nanoTime();
    Input next = inputs.next();
    while (next != null) {
      List<String> batch = new ArrayList<>();
      long dueNanos = dueNanos(next);
      waitUntil(dueNanos);
      do {
        batch.add(next.json());
        note(next);
        next = inputs.next();
      } while (next != null && batch.size() < plan.batch && isDue(next));
      send(batch, dueNanos);
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new ReplayReport(counts, seconds, ackNanos, firstMillis, lastMillis, refusals);
  }

  private void note(Input input) {
    if (input.isTimed()) {
      firstMillis = Math.min(firstMillis, input.eventMillis());
      lastMillis = Math.max(lastMillis, input.eventMillis());
    }
  }

  /**
   * When an input is due, on the monotonic clock; now, when it has no time or speed is no matter.
   */
  private long dueNanos(Input input) {
    if (plan.speed.isMax() || !input.isTimed()) {
      return System.nanoTime();
    }
    long base = firstMillis == Long.MAX_VALUE ? input.eventMillis() : firstMillis;
    return startNanos + plan.speed.dueNanos(input.eventMillis() - base);
  }

  private boolean isDue(Input input) {
    return plan.speed.isMax() || dueNanos(input) <= System.nanoTime();
  }

  private static void waitUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void send(List<String> batch, long dueNanos) throws IOException, InterruptedException {
    byte[] body = String.join("\n", batch).getBytes(StandardCharsets.UTF_8);
    JsonNode report = delivery.send(body);
    ackNanos.recordValue(Math.max(0, System.nanoTime() - dueNanos));
    add(report);
    sent += batch.size();
    progress.accept(sent);
  }

  private void add(JsonNode report) {
    long before = counts.received();
    counts =
        counts.plus(
            new Counts(
                report.path("recorded").asLong(),
                report.path("rejected").asLong(),
                report.path("blocked").asLong(),
                report.path("duplicate").asLong(),
                report.path("shed").asLong()));
    for (JsonNode refusal : report.path("refusals")) {
      if (refusals.size() < ReplayReport.MAX_REFUSALS) {
        refusals.add(
            "input %d %s by %s at %s: %s"
                .formatted(
                    before + refusal.path("line").asLong(),
                    refusal.path("outcome").asString(""),
                    refusal.path("rule").asString(""),
                    refusal.path("path").asString(""),
                    refusal.path("reason").asString("")));
      }
    }
  }
}
