package qts.runtime.transfer;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import qts.runtime.client.Delivery;
import qts.runtime.client.ServiceClient;
import qts.runtime.recorder.Counts;
import tools.jackson.databind.JsonNode;

/** A running service. */
public final class ServiceDestination implements ImportDestination {
  private final ServiceClient service;
  private final Delivery delivery;

  /**
   * Closes {@code service} with itself.
   *
   * @param patienceMillis how long an unreachable service is tried again
   */
  public ServiceDestination(ServiceClient service, long patienceMillis) {
    this.service = service;
    this.delivery = new Delivery(service, "/v1/records", patienceMillis);
  }

  @Override
  public Taken take(byte[] lines, int length) throws IOException, InterruptedException {
    JsonNode report = delivery.send(Arrays.copyOf(lines, length));
    Counts counts =
        new Counts(
            report.path("recorded").asLong(),
            report.path("rejected").asLong(),
            report.path("blocked").asLong(),
            report.path("duplicate").asLong(),
            report.path("shed").asLong());
    List<Refused> refused =
        report.path("refusals").valueStream().map(ServiceDestination::refused).toList();
    return new Taken(counts, refused);
  }

  private static Refused refused(JsonNode refusal) {
    return new Refused(
        refusal.path("line").asLong(),
        refusal.path("outcome").asString(""),
        refusal.path("rule").asString(""),
        refusal.path("path").asString(""),
        refusal.path("reason").asString(""));
  }

  @Override
  public void close() {
    service.close();
  }
}
