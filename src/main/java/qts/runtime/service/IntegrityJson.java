package qts.runtime.service;

import java.time.Instant;
import java.util.List;
import qts.journal.Damage;
import qts.runtime.recorder.DamageJson;
import qts.runtime.recorder.Integrity;
import qts.runtime.scrub.ScrubPass;
import qts.runtime.scrub.ScrubStanding;
import tools.jackson.core.JsonGenerator;

/** What is known of damage to the journal, and how the scrubs stand, as JSON. */
final class IntegrityJson {
  /** The most damaged places that are listed one by one. */
  private static final int MAX_LISTED = 100;

  private IntegrityJson() {}

  /** Writes the member {@code integrity}. */
  static void write(JsonGenerator json, Integrity integrity, ScrubStanding scrub) {
    List<Damage> damages = integrity.damages();
    json.writeObjectPropertyStart("integrity");
    json.writeStringProperty("state", damages.isEmpty() ? "intact" : "damaged");
    json.writeNumberProperty("damaged_places", damages.size());
    json.writeNumberProperty("lost_records", integrity.lostRecords());
    json.writeArrayPropertyStart("damages");
    damages.stream().limit(MAX_LISTED).forEach(damage -> DamageJson.write(json, damage));
    json.writeEndArray();
    write(json, scrub);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ScrubStanding scrub) {
    json.writeObjectPropertyStart("scrub");
    json.writeNumberProperty("read_bytes", scrub.readBytes());
    scrub.running().ifPresent(pass -> write(json, "running", pass));
    scrub.last().ifPresent(pass -> write(json, "last", pass));
    scrub
        .finishedMillis()
        .ifPresent(
            at -> json.writeStringProperty("finished_at", Instant.ofEpochMilli(at).toString()));
    scrub
        .nextMillis()
        .ifPresent(at -> json.writeStringProperty("next_at", Instant.ofEpochMilli(at).toString()));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, ScrubPass pass) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("started_at", Instant.ofEpochMilli(pass.startedMillis()).toString());
    json.writeNumberProperty("segments", pass.segments());
    json.writeNumberProperty("bytes", pass.bytes());
    json.writeNumberProperty("records", pass.records());
    json.writeNumberProperty("damaged_places", pass.damagedPlaces());
    json.writeNumberProperty("lost_records", pass.lostRecords());
    json.writeEndObject();
  }
}
