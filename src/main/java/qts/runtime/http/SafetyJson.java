package qts.runtime.http;

import qts.runtime.recorder.SafetyStanding;
import qts.safety.Attribution;
import qts.safety.SafetyState;
import tools.jackson.core.JsonGenerator;

/** The state of safety as JSON. */
public final class SafetyJson {
  private SafetyJson() {}

  /** Writes the member {@code safety}. */
  public static void writeMember(JsonGenerator json, SafetyStanding standing) {
    json.writeObjectPropertyStart("safety");
    write(json, standing);
    json.writeEndObject();
  }

  /** Writes the members of the state into the object that is open. */
  static void write(JsonGenerator json, SafetyStanding standing) {
    json.writeObjectPropertyStart("kill_switch");
    writeKillSwitch(json, standing);
    json.writeEndObject();
    json.writeObjectPropertyStart("trading");
    json.writeBooleanProperty("enabled", standing.state().tradingEnabled());
    standing.trading().ifPresent(last -> write(json, last.by()));
    json.writeEndObject();
    json.writeArrayPropertyStart("anomalies");
    for (SafetyState.Anomaly anomaly : standing.state().anomalies()) {
      json.writeStartObject();
      json.writeStringProperty("flag", anomaly.flag());
      json.writeStringProperty("symbol", anomaly.scope().symbol());
      json.writeNumberProperty("expires_at_ms", anomaly.expiresAtMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("limits");
    for (SafetyState.Limit limit : standing.state().limits()) {
      json.writeStartObject();
      json.writeStringProperty("limit", limit.limit().name());
      json.writeStringProperty("symbol", limit.scope().symbol());
      json.writeNumberProperty("value", limit.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes whether the kill switch is on, and by whom, into the object that is open. */
  static void writeKillSwitch(JsonGenerator json, SafetyStanding standing) {
    json.writeBooleanProperty("on", standing.state().killSwitch());
    standing.killSwitch().ifPresent(last -> write(json, last.by()));
  }

  private static void write(JsonGenerator json, Attribution by) {
    json.writeStringProperty("who", by.who());
    json.writeStringProperty("why", by.why());
    json.writeNumberProperty("at_ms", by.atMillis());
  }
}
