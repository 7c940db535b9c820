package qts.runtime.recorder;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import qts.decision.Block;
import qts.decision.Decision;
import qts.decision.DecisionReader;
import qts.decision.DecisionReading;
import qts.decision.Judgment;
import qts.decision.NonExecution;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.decision.json.JsonText;
import qts.journal.RecordKind;
import qts.observer.Finding;
import qts.observer.Rules;

/** One decision as it was received, read but not judged yet. */
final class DecisionInput {
  private static final String SOURCE = "strategy";
  private static final String UNKNOWN = "unknown";
  private static final int MAX_NAME_BYTES = 256;
  private static final int MIN_YEAR = 1970;
  private static final int MAX_YEAR = 9999;

  private static final Finding NOT_PLAIN =
      new Finding(
          Rules.JSON_UTF8, "", "the text begins with a mark or holds a zero byte", "UTF-8", "");

  private final byte[] bytes;
  private final JsonObject fields;
  private final DecisionReading reading;

  private DecisionInput(byte[] bytes, JsonObject fields, DecisionReading reading) {
    this.bytes = bytes;
    this.fields = fields;
    this.reading = reading;
  }

  /** Reads the decision in {@code body[from, to)}, which may have {@code maxBytes}. */
  static DecisionInput read(byte[] body, int from, int to, int maxBytes) {
    byte[] bytes = Arrays.copyOfRange(body, from, to);
    if (bytes.length > maxBytes) {
      return refused(bytes, tooLarge(bytes.length, maxBytes));
    }
    if (!isPlainUtf8(bytes)) {
      return refused(bytes, NOT_PLAIN);
    }
    try {
      JsonObject fields = JsonReader.object(bytes);
      return new DecisionInput(bytes, fields, checked(DecisionReader.read(fields)));
    } catch (ContractViolation violation) {
      return refused(bytes, violation.finding());
    }
  }

  /** An input that is refused without reading it. */
  static DecisionInput refused(byte[] bytes, Finding finding) {
    return new DecisionInput(bytes, JsonObject.EMPTY, new DecisionReading.Refused(finding));
  }

  private static Finding tooLarge(int actual, int limit) {
    return new Finding(
        ContractViolation.JSON_TOO_LARGE,
        "",
        "the decision has more bytes than are taken",
        limit + " bytes",
        actual + " bytes");
  }

  /** UTF-16 and UTF-32 have zero bytes wherever JSON has its signs; a mark is no JSON. */
  private static boolean isPlainUtf8(byte[] bytes) {
    boolean marked = bytes.length > 0 && (bytes[0] & 0xFF) >= 0xE0;
    for (int i = 0; i < bytes.length && !marked; i++) {
      marked = bytes[i] == 0;
    }
    return !marked;
  }

  /** Times beyond four digits can't be shown and are nobody's clock. */
  private static DecisionReading checked(DecisionReading reading) {
    OffsetDateTime time =
        reading instanceof DecisionReading.Accepted accepted
            ? accepted.decision().header().createdAt()
            : null;
    if (time == null || (time.getYear() >= MIN_YEAR && time.getYear() <= MAX_YEAR)) {
      return reading;
    }
    return new DecisionReading.Refused(
        new Finding(
            ContractViolation.FIELD_VALUE,
            "created_at",
            "created_at must be in the years " + MIN_YEAR + " to " + MAX_YEAR,
            MIN_YEAR + " to " + MAX_YEAR,
            time.toString()));
  }

  /** The input as received. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether it meets the contract. */
  DecisionReading reading() {
    return reading;
  }

  static RecordKind kindOf(Decision decision) {
    return switch (decision) {
      case Judgment judgment -> RecordKind.JUDGMENT;
      case Block block -> RecordKind.BLOCK;
      case NonExecution nonExecution -> RecordKind.NON_EXECUTION;
    };
  }

  /** Where it comes from: its strategy, or its session where it names no strategy. */
  StreamName stream() {
    String strategy = name("strategy_name");
    String session = strategy.isEmpty() ? name("session_id") : strategy;
    return new StreamName(SOURCE, session.isEmpty() ? UNKNOWN : session);
  }

  /** Its symbol, or that of its order where it names none itself; empty when there is none. */
  String symbol() {
    String own = text(fields, "symbol");
    return own.isEmpty() && fields.get("order") instanceof JsonObject order
        ? text(order, "symbol")
        : own;
  }

  /** A field that is short enough to be a name; else empty. */
  String name(String field) {
    String text = text(fields, field);
    return text.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES ? text : "";
  }

  private static String text(JsonObject object, String field) {
    return object.get(field) instanceof JsonText text ? text.value() : "";
  }

  /** The {@code decision_id} of a decision in JSON; null when it has none. */
  static @Nullable String decisionId(byte[] utf8) {
    try {
      String id = text(JsonReader.object(utf8), "decision_id");
      return id.isEmpty() ? null : id;
    } catch (ContractViolation violation) {
      return null;
    }
  }
}
