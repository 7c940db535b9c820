package qts.runtime.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.runtime.client.ServiceClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service gives back of what was sent, asked over its own interface. */
public final class ReadBack {
  private static final String NDJSON = "application/x-ndjson";

  private long snapshots;
  private long zeroVolumes;
  private final List<String> criticalGaps = new ArrayList<>();
  private long majorGaps;
  private @Nullable BigDecimal lowest;
  private @Nullable BigDecimal highest;

  private ReadBack() {}

  /** Asks for everything that {@code service} has. */
  public static ReadBack of(ServiceClient service) throws IOException {
    ReadBack seen = new ReadBack();
    seen.read(service, "/v1/records?kind=snapshot&limit=all");
    seen.read(service, "/v1/records?kind=gap&limit=all");
    return seen;
  }

  private void read(ServiceClient service, String query) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(service.get(query, NDJSON), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(JsonMapper.shared().readTree(line));
      }
    }
  }

  private void note(JsonNode line) {
    switch (line.path("kind").asString("")) {
      case "snapshot" -> noteSnapshot(line.path("record"));
      case "gap" -> noteGap(line.path("record"));
      default -> {}
    }
  }

  private void noteSnapshot(JsonNode record) {
    snapshots++;
    JsonNode price = record.at("/snapshot/observation/inputs/price");
    if (price.isNumber()) {
      BigDecimal value = price.decimalValue();
      lowest = lowest == null ? value : lowest.min(value);
      highest = highest == null ? value : highest.max(value);
    }
    for (JsonNode flag : record.at("/metadata/quality_flags")) {
      zeroVolumes += flag.asString("").equals("ZERO_VOLUME") ? 1 : 0;
    }
  }

  private void noteGap(JsonNode gap) {
    if (gap.path("severity").asString("").equals("CRITICAL")) {
      criticalGaps.add(
          "%,d s after %s"
              .formatted(
                  gap.path("seconds").asLong(),
                  Instant.ofEpochMilli(gap.path("start_ms").asLong())));
    } else {
      majorGaps++;
    }
  }

  public long snapshots() {
    return snapshots;
  }

  public long zeroVolumes() {
    return zeroVolumes;
  }

  public long majorGaps() {
    return majorGaps;
  }

  /** The critical gaps, in order, each with its length and the time it began. */
  public List<String> criticalGaps() {
    return List.copyOf(criticalGaps);
  }

  /** The lowest and highest price; a dash when there is none. */
  public String priceRange() {
    return lowest == null || highest == null ? "–" : plain(lowest) + " to " + plain(highest);
  }

  private static String plain(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
  }
}
