package qts.runtime.http;

import java.io.ByteArrayOutputStream;
import java.util.List;
import qts.observer.Finding;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Refusal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that answers a sender: what became of everything that was sent. */
final class ReportJson {
  private ReportJson() {}

  static byte[] of(IntakeReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      write(json, report.counts());
      writePosition(json, "first_position", report.firstPosition());
      writePosition(json, "last_position", report.lastPosition());
      json.writeBooleanProperty("durable", report.durable());
      json.writeNumberProperty("duplicates_known_from", report.duplicatesKnownFrom());
      write(json, report.refusals());
      json.writeNumberProperty("unlisted_refusals", report.unlisted());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  static void write(JsonGenerator json, Counts counts) {
    json.writeNumberProperty("received", counts.received());
    json.writeNumberProperty("recorded", counts.recorded());
    json.writeNumberProperty("rejected", counts.rejected());
    json.writeNumberProperty("blocked", counts.blocked());
    json.writeNumberProperty("duplicate", counts.duplicate());
    json.writeNumberProperty("shed", counts.shed());
  }

  private static void writePosition(JsonGenerator json, String name, long position) {
    if (position < 0) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, position);
    }
  }

  private static void write(JsonGenerator json, List<Refusal> refusals) {
    json.writeArrayPropertyStart("refusals");
    for (Refusal refusal : refusals) {
      Finding finding = refusal.finding();
      json.writeStartObject();
      json.writeNumberProperty("line", refusal.line());
      json.writeStringProperty("outcome", refusal.outcome().word());
      writePosition(json, "position", refusal.position());
      json.writeStringProperty("rule", finding.rule());
      json.writeStringProperty("path", finding.path());
      json.writeStringProperty("reason", finding.reason());
      json.writeStringProperty("limit", finding.limit());
      json.writeStringProperty("actual", finding.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
