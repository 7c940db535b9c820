package qts.runtime.recorder;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import qts.observer.Gap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a gap record. */
final class GapRecord {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private GapRecord() {}

  static byte[] write(Gap gap) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("severity", gap.severity().name());
      json.writeStringProperty("scope", gap.scope().name().toLowerCase(Locale.ROOT));
      json.writeNumberProperty("start_ms", gap.startMillis());
      json.writeNumberProperty("end_ms", gap.endMillis());
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
}
