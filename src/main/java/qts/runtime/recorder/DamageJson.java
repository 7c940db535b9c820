package qts.runtime.recorder;

import qts.journal.Damage;
import tools.jackson.core.JsonGenerator;

/** Damage as records and answers tell of it. */
public final class DamageJson {
  private DamageJson() {}

  /** Writes one damage as an element of an array. */
  public static void write(JsonGenerator json, Damage damage) {
    json.writeStartObject();
    json.writeStringProperty("file", damage.file());
    json.writeNumberProperty("offset", damage.offset());
    json.writeStringProperty("what", damage.what());
    json.writeNumberProperty("first_lost", damage.firstLost());
    json.writeNumberProperty("last_lost", damage.lastLost());
    json.writeEndObject();
  }
}
