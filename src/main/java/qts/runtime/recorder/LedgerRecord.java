package qts.runtime.recorder;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a ledger record: the account of every stream at one moment. */
final class LedgerRecord {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private LedgerRecord() {}

  static byte[] write(Ledger ledger) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("streams");
      ledger.accounts().forEach(account -> write(json, account));
      json.writeEndArray();
      UncountedJson.write(json, ledger.uncounted());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Ledger.Account account) {
    Counts counts = account.counts();
    json.writeStartObject();
    json.writeStringProperty("source", account.name().source());
    json.writeStringProperty("session", account.name().session());
    json.writeNumberProperty("sequence", account.sequence());
    json.writeNumberProperty("received", counts.received());
    json.writeNumberProperty("recorded", counts.recorded());
    json.writeNumberProperty("rejected", counts.rejected());
    json.writeNumberProperty("blocked", counts.blocked());
    json.writeNumberProperty("duplicate", counts.duplicate());
    json.writeNumberProperty("shed", counts.shed());
    json.writeEndObject();
  }

  /** Puts the accounts of a ledger record back. */
  static void read(byte[] payload, Ledger into) {
    JsonNode record = MAPPER.readTree(payload);
    JsonNode uncounted = record.path("uncounted");
    into.restore(
        new Uncounted(
            number(uncounted, "runs"), number(uncounted, "from_ms"), number(uncounted, "to_ms")));
    for (JsonNode stream : record.path("streams")) {
      into.restore(
          new StreamName(text(stream, "source"), text(stream, "session")),
          new Counts(
              number(stream, "recorded"),
              number(stream, "rejected"),
              number(stream, "blocked"),
              number(stream, "duplicate"),
              number(stream, "shed")),
          number(stream, "sequence"));
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static long number(JsonNode node, String name) {
    return node.path(name).asLong(0);
  }
}
