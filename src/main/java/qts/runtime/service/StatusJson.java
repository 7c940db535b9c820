package qts.runtime.service;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import qts.journal.Journal;
import qts.journal.JournalRoom;
import qts.journal.RecoveryReport;
import qts.runtime.checkpoint.CheckpointStanding;
import qts.runtime.checkpoint.PlaceStanding;
import qts.runtime.config.Build;
import qts.runtime.config.Catalogue;
import qts.runtime.config.Setting;
import qts.runtime.config.Settings;
import qts.runtime.http.BodyMemory;
import qts.runtime.http.Check;
import qts.runtime.http.SafetyJson;
import qts.runtime.http.StateRoutes;
import qts.runtime.judging.JudgingState;
import qts.runtime.metrics.DiskSpace;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.DamageJson;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.Standing;
import qts.runtime.recorder.Traffic;
import qts.runtime.recorder.UncountedJson;
import qts.runtime.scrub.ScrubStanding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The whole state of the service as JSON. */
final class StatusJson {
  private final Build build;
  private final Settings settings;
  private final BodyMemory memory;
  private final DiskSpace disk;
  private final Instant startedAt;

  StatusJson(Build build, Settings settings, BodyMemory memory, DiskSpace disk, Instant startedAt) {
    this.build = build;
    this.settings = settings;
    this.memory = memory;
    this.disk = disk;
    this.startedAt = startedAt;
  }

  /**
   * Writes it.
   *
   * @param recorder the recorder once it is open; what it tells is left out until then
   */
  byte[] write(
      Optional<Recorder> recorder,
      Optional<JudgingState> rules,
      List<Check> checks,
      long uptimeMillis,
      ScrubStanding scrub) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("service", "qts-observer");
      json.writeStringProperty("version", build.version());
      json.writeStringProperty("java", build.java());
      json.writeStringProperty("started_at", startedAt.toString());
      json.writeNumberProperty("uptime_seconds", uptimeMillis / 1000.0);
      json.writeBooleanProperty("ready", checks.stream().allMatch(Check::passed));
      StateRoutes.write(json, checks);
      recorder.ifPresent(r -> write(json, r));
      recorder.ifPresent(r -> IntegrityJson.write(json, r.integrity(), scrub));
      recorder.ifPresent(r -> SafetyJson.writeMember(json, r.safety().standing()));
      rules.ifPresent(r -> write(json, r));
      writeRoom(json);
      writeSettings(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Recorder recorder) {
    write(json, recorder.journal());
    write(json, recorder.journal().recovery());
    write(json, recorder.standing());
    write(json, recorder.traffic());
    write(json, recorder.checkpoints());
  }

  private static void write(JsonGenerator json, Optional<CheckpointStanding> checkpoints) {
    json.writeObjectPropertyStart("checkpoints");
    json.writeBooleanProperty("made", checkpoints.isPresent());
    checkpoints.ifPresent(standing -> {
      json.writeStringProperty("verifier_key", standing.verifierKey());
      json.writeNumberProperty("groups", standing.groups());
      json.writeNumberProperty("position", standing.position());
      json.writeNumberProperty("made_at_ms", standing.millis());
      json.writeNumberProperty("failures", standing.failures());
      json.writeStringProperty("error", standing.error());
      json.writeArrayPropertyStart("places");
      for (PlaceStanding place : standing.places()) {
        json.writeStartObject();
        json.writeStringProperty("name", place.name());
        json.writeNumberProperty("position", place.position());
        json.writeBooleanProperty("pending", place.pending());
        json.writeNumberProperty("failures", place.failures());
        json.writeStringProperty("error", place.error());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Journal journal) {
    json.writeObjectPropertyStart("journal");
    json.writeStringProperty("id", journal.id().toString());
    json.writeNumberProperty("durable_position", journal.durablePosition());
    json.writeNumberProperty("next_position", journal.nextPosition());
    json.writeBooleanProperty("full", journal.isFull());
    json.writeBooleanProperty("failed", journal.failure() != null);
    write(json, journal.room());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, JournalRoom room) {
    json.writeObjectPropertyStart("room");
    json.writeStringProperty("state", room.state().name().toLowerCase(Locale.ROOT));
    json.writeNumberProperty("may_grow_bytes", room.mayGrowBytes());
    json.writeNumberProperty("used_bytes", room.usedBytes());
    json.writeNumberProperty("quota_bytes", room.quotaBytes());
    json.writeNumberProperty("reserve_bytes", room.reserveBytes());
    json.writeNumberProperty("reserve_left_bytes", room.reserveLeftBytes());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RecoveryReport recovery) {
    json.writeObjectPropertyStart("recovery");
    json.writeBooleanProperty("clean", recovery.clean());
    json.writeNumberProperty("segments", recovery.segments());
    json.writeNumberProperty("next_position", recovery.nextPosition());
    json.writeNumberProperty("durable_position", recovery.durable());
    json.writeNumberProperty("cut_bytes", recovery.cutBytes());
    json.writeNumberProperty("millis", recovery.millis());
    json.writeArrayPropertyStart("damages");
    recovery.damages().forEach(damage -> DamageJson.write(json, damage));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Standing standing) {
    json.writeObjectPropertyStart("ledger");
    json.writeObjectPropertyStart("total");
    write(json, standing.total());
    json.writeEndObject();
    json.writeArrayPropertyStart("streams");
    for (Standing.Stream stream : standing.streams()) {
      json.writeStartObject();
      json.writeStringProperty("source", stream.name().source());
      json.writeStringProperty("session", stream.name().session());
      json.writeNumberProperty("sequence", stream.sequence());
      write(json, stream.counts());
      json.writeEndObject();
    }
    json.writeEndArray();
    UncountedJson.write(json, standing.uncounted());
    json.writeEndObject();
    json.writeObjectPropertyStart("gaps");
    json.writeNumberProperty("minor", standing.minorGaps());
    json.writeNumberProperty("major", standing.majorGaps());
    json.writeNumberProperty("critical", standing.criticalGaps());
    json.writeArrayPropertyStart("flagged_days");
    standing.flaggedDays().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Counts counts) {
    json.writeNumberProperty("received", counts.received());
    json.writeNumberProperty("recorded", counts.recorded());
    json.writeNumberProperty("rejected", counts.rejected());
    json.writeNumberProperty("blocked", counts.blocked());
    json.writeNumberProperty("duplicate", counts.duplicate());
    json.writeNumberProperty("shed", counts.shed());
  }

  private static void write(JsonGenerator json, JudgingState rules) {
    json.writeObjectPropertyStart("rules");
    rules
        .rules()
        .ifPresent(set -> {
          json.writeStringProperty("name", set.name());
          json.writeStringProperty("version", set.version());
          json.writeStringProperty("hash", set.hash());
        });
    json.writeNumberProperty("position", rules.position());
    json.writeNumberProperty("lag_records", rules.lagRecords());
    json.writeNumberProperty("lag_millis", rules.lagMillis());
    json.writeNumberProperty("judgments", rules.judgments());
    json.writeNumberProperty("blocks", rules.blocks());
    json.writeNumberProperty("non_executions", rules.nonExecutions());
    rules.failure().ifPresent(failure -> json.writeStringProperty("failure", failure));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Traffic traffic) {
    json.writeObjectPropertyStart("traffic");
    json.writeNumberProperty("groups", traffic.groups());
    json.writeNumberProperty("records", traffic.records());
    json.writeNumberProperty("raw_bytes", traffic.rawBytes());
    json.writeNumberProperty("disk_bytes", traffic.diskBytes());
    json.writeEndObject();
  }

  private void writeRoom(JsonGenerator json) {
    json.writeObjectPropertyStart("disk");
    json.writeStringProperty("folder", disk.folder().toString());
    json.writeNumberProperty("usable_bytes", disk.usableBytes());
    json.writeNumberProperty("total_bytes", disk.totalBytes());
    json.writeNumberProperty("reserve_bytes", disk.reserveBytes());
    json.writeEndObject();
    json.writeObjectPropertyStart("buffer");
    json.writeNumberProperty("used_bytes", memory.usedBytes());
    json.writeNumberProperty("limit_bytes", memory.limitBytes());
    json.writeEndObject();
  }

  private void writeSettings(JsonGenerator json) {
    json.writeArrayPropertyStart("settings");
    for (Setting<?> setting : Catalogue.all()) {
      json.writeStartObject();
      json.writeStringProperty("name", setting.name());
      json.writeStringProperty("value", settings.shown(setting));
      json.writeStringProperty("origin", settings.origin(setting).level().label());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
