package qts.runtime.recorder;

import java.io.ByteArrayOutputStream;
import java.util.List;
import qts.journal.Damage;
import qts.journal.RecoveryReport;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of the recorder's own records: start with what recovery found, stop, that answers are
 * given early, damage that was found, and what was shed.
 */
final class LifecycleRecord {
  static final String START = "start";
  static final String STOP = "stop";
  static final String ANSWERS_EARLY = "answers_early";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** The most damaged places that a record names. */
  private static final int MAX_DAMAGES = 100;

  private LifecycleRecord() {}

  static byte[] start(RecoveryReport recovery) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("event", START);
      json.writeBooleanProperty("clean", recovery.clean());
      json.writeNumberProperty("segments", recovery.segments());
      json.writeNumberProperty("next_position", recovery.nextPosition());
      json.writeNumberProperty("durable_position", recovery.durable());
      json.writeNumberProperty("cut_bytes", recovery.cutBytes());
      json.writeNumberProperty("recovery_millis", recovery.millis());
      json.writeArrayPropertyStart("damages");
      recovery.damages().forEach(damage -> DamageJson.write(json, damage));
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** From here on the run gives answers before their records are durable. */
  static byte[] answersEarly() {
    return only(ANSWERS_EARLY);
  }

  /** Damage that was found while the recorder was at work; the first places one by one. */
  static byte[] damage(List<Damage> damages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("event", "damage");
      json.writeNumberProperty("places", damages.size());
      json.writeArrayPropertyStart("damages");
      damages.stream().limit(MAX_DAMAGES).forEach(damage -> DamageJson.write(json, damage));
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  static byte[] stop() {
    return only(STOP);
  }

  private static byte[] only(String event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("event", event);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  /** What a lifecycle record tells of. */
  static String event(byte[] payload) {
    return MAPPER.readTree(payload).path("event").asString("");
  }

  static byte[] shed(long inputs, long fromMillis, long toMillis) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("shed", inputs);
      json.writeNumberProperty("from_ms", fromMillis);
      json.writeNumberProperty("to_ms", toMillis);
      json.writeEndObject();
    }
    return out.toByteArray();
  }
}
