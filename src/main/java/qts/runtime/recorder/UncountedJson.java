package qts.runtime.recorder;

import tools.jackson.core.JsonGenerator;

/** Of which time not everything was counted, as ledger records and answers tell of it. */
public final class UncountedJson {
  private UncountedJson() {}

  /** Writes a property {@code uncounted}, unless everything was counted. */
  public static void write(JsonGenerator json, Uncounted uncounted) {
    if (uncounted.runs() > 0) {
      json.writeObjectPropertyStart("uncounted");
      json.writeNumberProperty("runs", uncounted.runs());
      json.writeNumberProperty("from_ms", uncounted.fromMillis());
      json.writeNumberProperty("to_ms", uncounted.toMillis());
      json.writeEndObject();
    }
  }
}
