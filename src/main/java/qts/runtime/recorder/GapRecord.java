package qts.runtime.recorder;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import qts.observer.Gap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a gap record: a silence, or what a crash may have cost. */
final class GapRecord {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private static final String POSSIBLE_LOSS =
      "the recorder ended without closing: inputs it had answered before they were durable"
          + " (ack=received) may be missing, at most 4 MiB received within 100 ms";

  private GapRecord() {}

  static byte[] write(Gap gap) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      writeStretch(
          json,
          gap.severity(),
          gap.scope().name().toLowerCase(Locale.ROOT),
          gap.startMillis(),
          gap.endMillis());
      json.writeNumberProperty("seconds", gap.silentMillis() / 1000.0);
      json.writeStringProperty("source", gap.source());
      json.writeStringProperty("session_id", gap.session());
      json.writeStringProperty("market", gap.market());
      json.writeStringProperty("symbol", gap.symbol());
      json.writeStringProperty("reason", gap.reason());
      json.writeStringProperty("flagged_day", gap.flaggedDay());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** A gap of the recorder itself, in times of its own clock; no source, session or symbol. */
  static byte[] write(PossibleLoss loss) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      writeStretch(json, Gap.Severity.MAJOR, "recorder", loss.fromMillis(), loss.toMillis());
      json.writeNumberProperty("seconds", (loss.toMillis() - loss.fromMillis()) / 1000.0);
      json.writeStringProperty("reason", POSSIBLE_LOSS);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeStretch(
      JsonGenerator json, Gap.Severity severity, String scope, long startMillis, long endMillis) {
    json.writeStringProperty("severity", severity.name());
    json.writeStringProperty("scope", scope);
    json.writeNumberProperty("start_ms", startMillis);
    json.writeNumberProperty("end_ms", endMillis);
  }
}
