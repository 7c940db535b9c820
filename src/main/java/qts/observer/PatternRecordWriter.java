package qts.observer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes the PatternRecord of a snapshot as one line of JSON: the snapshot as received, and beside
 * it what the {@link Notes} state and what follows from the snapshot alone. Keys, nesting and order
 * are those existing tools read. {@code price} and {@code volume} count as present when their key
 * is, whatever stands there; strings and numbers taken from the snapshot keep their spelling. Not
 * for use by several threads at once.
 */
public final class PatternRecordWriter {
  private static final byte[] NULL = ascii("null");
  private static final byte[] SNAPSHOT = ascii("{\"snapshot\":");
  private static final byte[] REGIME_TAGS = ascii(",\"regime_tags\":{");
  private static final byte[] CONDITION_TAGS = ascii("},\"condition_tags\":[");
  private static final byte[] METADATA = ascii("],\"outcome_labels\":{},\"metadata\":{");
  private static final byte[] GENERATED_AT = ascii("\"generated_at\":\"");
  private static final byte[] SESSION_ID = ascii("\",\"session_id\":");
  private static final byte[] MODE = ascii(",\"mode\":");
  private static final byte[] QUALITY_FLAGS = ascii(",\"quality_flags\":[");
  private static final byte[] VALIDATION = ascii("],\"validation\":{\"severity\":\"");
  private static final byte[] GUARD = ascii("\"},\"guard\":{\"action\":\"");
  private static final byte[] REASON = ascii("\",\"reason\":");
  private static final byte[] SCHEMA = ascii("},\"_schema\":{");
  private static final byte[] QUALITY = ascii("},\"_quality\":{\"flags\":[");
  private static final byte[] INPUTS_COUNT = ascii("],\"stats\":{\"inputs_count\":");
  private static final byte[] COMPUTED_COUNT = ascii(",\"computed_count\":");
  private static final byte[] STATE_COUNT = ascii(",\"state_count\":");
  private static final byte[] TIMESTAMP_MS = ascii(",\"timestamp_ms\":");
  private static final byte[] TIMESTAMP_ISO = ascii(",\"timestamp_iso\":");
  private static final byte[] HAS_PRICE = ascii(",\"time_resolution\":\"ms\",\"has_price\":");
  private static final byte[] HAS_VOLUME = ascii(",\"has_volume\":");
  private static final byte[] SOURCE = ascii("}},\"_interpretation\":{\"summary\":{\"source\":");
  private static final byte[] STAGE = ascii(",\"stage\":");
  private static final byte[] SYMBOL = ascii(",\"symbol\":");
  private static final byte[] MARKET = ascii(",\"market\":");
  private static final byte[] PRICE = ascii(",\"price\":");
  private static final byte[] VOLUME = ascii(",\"volume\":");
  private static final byte[] HINTS = ascii("},\"hints\":[");
  private static final byte[] END = ascii("]}}}");
  private static final DateTimeFormatter ISO_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
  private static final SemanticRule[] RULES = SemanticRule.values();
  private static final QualityFlag[] FLAGS = QualityFlag.values();

  private final DateTimeFormatter generatedAt;
  private final byte[] producer;
  private final byte[] schema;

  public PatternRecordWriter(Producer producer) {
    this.generatedAt = ISO_MILLIS.withZone(producer.zone());
    this.producer = producerFields(producer);
    this.schema = schemaFields(producer);
  }

  /**
   * Adds the record to {@code out}, without a line break.
   *
   * @param receiveMillis when the snapshot was received, which is when its record came to be; epoch
   *     milliseconds
   */
  public void write(ScannedSnapshot snapshot, Notes notes, long receiveMillis, Utf8Buffer out) {
    write(snapshot, notes, generatedAt.format(Instant.ofEpochMilli(receiveMillis)), out);
  }

  /** Adds the record with this ISO 8601 spelling of {@code generated_at}. */
  void write(ScannedSnapshot snapshot, Notes notes, String generatedAt, Utf8Buffer out) {
    byte[] time = ascii(generatedAt);
    out.add(SNAPSHOT)
        .addOnOneLine(snapshot.bytes(), snapshot.snapshotFrom(), snapshot.snapshotTo());
    writeTags(notes, out);
    out.add(METADATA).add(producer);
    writeOrigin(snapshot, time, out);
    writeChecks(notes, out);
    out.add(SCHEMA).add(schema);
    writeOrigin(snapshot, time, out);
    writeQuality(snapshot, out);
    writeInterpretation(snapshot, out);
    out.add(END);
  }

  private static void writeTags(Notes notes, Utf8Buffer out) {
    Items regime = new Items(out.add(REGIME_TAGS));
    if (notes.priceDelta().isKnown()) {
      notes.priceDelta().writeTo(regime.next("price_delta_short").add(':'));
    }
    if (notes.volumeDelta().isKnown()) {
      notes.volumeDelta().writeTo(regime.next("volume_delta_short").add(':'));
    }
    if (notes.gapMillis() != 0) {
      regime.next("gap_seconds").add(':').add(ascii(seconds(notes.gapMillis())));
    }
    Items conditions = new Items(out.add(CONDITION_TAGS));
    notes.gap().ifPresent(severity -> conditions.next("GAP_" + severity));
    writeRules(notes, SemanticRule.Slot.CONDITION, conditions);
  }

  private static void writeRules(Notes notes, SemanticRule.Slot slot, Items items) {
    if (notes.flags() == 0) {
      return;
    }
    for (SemanticRule rule : RULES) {
      if (rule.slot() == slot && notes.isFlagged(rule)) {
        items.next(rule.name());
      }
    }
  }

  private static void writeOrigin(ScannedSnapshot snapshot, byte[] time, Utf8Buffer out) {
    out.add(GENERATED_AT).add(time).add(SESSION_ID);
    writeValue(snapshot, Field.SESSION_ID, out);
    writeValue(snapshot, Field.MODE, out.add(MODE));
  }

  private static void writeChecks(Notes notes, Utf8Buffer out) {
    writeRules(notes, SemanticRule.Slot.QUALITY, new Items(out.add(QUALITY_FLAGS)));
    out.add(VALIDATION).add(ascii(notes.severity().name()));
    out.add(GUARD).add(ascii(notes.guardAction().name()));
    out.add(REASON).addQuoted(notes.guardReason());
  }

  private static void writeQuality(ScannedSnapshot snapshot, Utf8Buffer out) {
    Items flags = new Items(out.add(QUALITY));
    for (QualityFlag flag : FLAGS) {
      flags.nextIf(flag.holds(snapshot), flag.name());
    }
    out.add(INPUTS_COUNT).add(snapshot.inputs());
    out.add(COMPUTED_COUNT).add(snapshot.computed());
    out.add(STATE_COUNT).add(snapshot.state());
    writeValue(snapshot, Field.TIMESTAMP_MS, out.add(TIMESTAMP_MS));
    writeValue(snapshot, Field.TIMESTAMP, out.add(TIMESTAMP_ISO));
    out.add(HAS_PRICE).add(ascii(String.valueOf(isPresent(snapshot, Field.PRICE))));
    out.add(HAS_VOLUME).add(ascii(String.valueOf(isPresent(snapshot, Field.VOLUME))));
  }

  private static void writeInterpretation(ScannedSnapshot snapshot, Utf8Buffer out) {
    writeValue(snapshot, Field.SOURCE, out.add(SOURCE));
    writeValue(snapshot, Field.STAGE, out.add(STAGE));
    writeValue(snapshot, Field.SYMBOL, out.add(SYMBOL));
    writeValue(snapshot, Field.MARKET, out.add(MARKET));
    if (isPresent(snapshot, Field.PRICE)) {
      writeValue(snapshot, Field.PRICE, out.add(PRICE));
    }
    if (isPresent(snapshot, Field.VOLUME)) {
      writeValue(snapshot, Field.VOLUME, out.add(VOLUME));
    }
    Items hints = new Items(out.add(HINTS));
    hints.nextIf(isPresent(snapshot, Field.PRICE), "HAS_PRICE");
    hints.nextIf(isPresent(snapshot, Field.VOLUME), "HAS_VOLUME");
    hints.nextIf(snapshot.computed() > 0, "HAS_COMPUTED");
    hints.nextIf(snapshot.state() > 0, "HAS_STATE");
  }

  /** Writes a value as it is spelled, {@code null} when it is absent. */
  private static void writeValue(ScannedSnapshot snapshot, Field field, Utf8Buffer out) {
    int start = snapshot.start(field);
    int end = snapshot.end(field);
    switch (snapshot.kind(field)) {
      case ABSENT, NULL -> out.add(NULL);
      case STRING -> out.add(snapshot.bytes(), start - 1, end + 1);
      case NUMBER, BOOLEAN -> out.add(snapshot.bytes(), start, end);
      case OBJECT, ARRAY -> out.addOnOneLine(snapshot.bytes(), start, end);
    }
  }

  private static boolean isPresent(ScannedSnapshot snapshot, Field field) {
    return snapshot.kind(field) != ValueKind.ABSENT;
  }

  private static byte[] producerFields(Producer producer) {
    Utf8Buffer out = new Utf8Buffer();
    out.addQuoted("schema_version").add(':').addQuoted(producer.schemaVersion()).add(',');
    out.addQuoted("dataset_version").add(':').addQuoted(producer.datasetVersion()).add(',');
    out.addQuoted("build_id").add(':').addQuoted(producer.buildId()).add(',');
    return out.toBytes();
  }

  private static byte[] schemaFields(Producer producer) {
    Utf8Buffer out = new Utf8Buffer();
    out.addQuoted("record_schema_name").add(':').addQuoted("PatternRecord").add(',');
    out.addQuoted("record_schema_version").add(':').addQuoted("v1.1.0").add(',');
    out.addQuoted("compat_min_version").add(':').addQuoted("v1.0.0").add(',');
    out.addQuoted("producer").add(':').addQuoted(producer.name()).add(',');
    out.addQuoted("build_id").add(':').addQuoted(producer.buildId()).add(',');
    out.addQuoted("dataset_version").add(':').addQuoted(producer.datasetVersion()).add(',');
    return out.toBytes();
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** The quoted items of a JSON list, or the keys of an object, with commas between them. */
  private static final class Items {
    private final Utf8Buffer out;
    private boolean first = true;

    Items(Utf8Buffer out) {
      this.out = out;
    }

    Utf8Buffer next(String name) {
      if (!first) {
        out.add(',');
      }
      first = false;
      return out.add('"').add(ascii(name)).add('"');
    }

    void nextIf(boolean condition, String name) {
      if (condition) {
        next(name);
      }
    }
  }
}
