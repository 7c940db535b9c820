package qts.runtime.query;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import qts.journal.RecordKind;
import qts.observer.PatternRecordWriter;
import qts.observer.Producer;
import qts.observer.Utf8Buffer;
import qts.runtime.recorder.StreamName;

/**
 * Writes records of the journal as lines of JSON: the record's place and times, and in {@code
 * record} what it holds. Not for use by several threads at once.
 */
public final class RecordJson {
  private static final byte[] POSITION = ascii("{\"position\":");
  private static final byte[] RECEIVED_AT = ascii(",\"received_at\":\"");
  private static final byte[] RECEIVED_MS = ascii("\",\"received_ms\":");
  private static final byte[] EVENT_AT = ascii(",\"event_at\":\"");
  private static final byte[] EVENT_MS = ascii("\",\"event_ms\":");
  private static final byte[] SEQUENCE = ascii(",\"sequence\":");
  private static final byte[] RECORD = ascii(",\"record\":");
  private static final Map<RecordKind, byte[]> KINDS = kinds();

  private final PatternRecordWriter patterns;
  private final IsoMillis received;
  private final IsoMillis happened;
  private StreamName stream = new StreamName("", "");
  private byte[] streamJson = {};

  /**
   * @param producer who is named in PatternRecords; times are shown with the offset of its zone
   */
  public RecordJson(Producer producer) {
    this.patterns = new PatternRecordWriter(producer);
    this.received = new IsoMillis(producer.zone());
    this.happened = new IsoMillis(producer.zone());
  }

  /** Adds the record, without a line break. */
  public void write(StoredRecord record, Utf8Buffer out) {
    out.add(POSITION).add(record.position()).add(kindJson(record.kind()));
    received.write(record.receiveMillis(), out.add(RECEIVED_AT));
    out.add(RECEIVED_MS).add(record.receiveMillis());
    happened.write(record.eventMillis(), out.add(EVENT_AT));
    out.add(EVENT_MS).add(record.eventMillis());
    out.add(streamJson(record.stream())).add(SEQUENCE).add(record.sequence());
    writeContent(record, out.add(RECORD));
    out.add('}');
  }

  /** Adds what the record holds: for a snapshot its PatternRecord, else the payload. */
  public void writeContent(StoredRecord record, Utf8Buffer out) {
    if (record.kind() == RecordKind.SNAPSHOT) {
      patterns.write(record.snapshot(), record.notes(), record.receiveMillis(), out);
    } else {
      record.writePayload(out);
    }
  }

  private byte[] streamJson(StreamName name) {
    if (!name.equals(stream)) {
      stream = name;
      streamJson =
          new Utf8Buffer()
              .add(ascii(",\"source\":"))
              .addQuoted(name.source())
              .add(ascii(",\"session_id\":"))
              .addQuoted(name.session())
              .toBytes();
    }
    return streamJson;
  }

  private static byte[] kindJson(RecordKind kind) {
    byte[] json = KINDS.get(kind);
    if (json == null) {
      throw new IllegalStateException("no JSON for " + kind);
    }
    return json;
  }

  private static Map<RecordKind, byte[]> kinds() {
    Map<RecordKind, byte[]> kinds = new EnumMap<>(RecordKind.class);
    for (RecordKind kind : RecordKind.values()) {
      String outcome = RecordOutcome.of(kind).map(o -> '"' + lower(o) + '"').orElse("null");
      kinds.put(kind, ascii(",\"kind\":\"" + lower(kind) + "\",\"outcome\":" + outcome));
    }
    return kinds;
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
