package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import qts.journal.Group;
import qts.journal.RecordKind;
import qts.runtime.recorder.StreamName;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a recorded decision hangs together with; texts are empty where it does not say. Read without
 * looking at the rest of the decision.
 *
 * @param strategy {@code strategy_name}, else the session it came from
 * @param symbol its own, else that of its order
 * @param count how many decisions it stands for
 */
record DecisionLinks(
    String decisionId,
    String correlationId,
    String causedBy,
    String strategy,
    String symbol,
    long count,
    List<Ref> restsOn) {
  /** The kinds of decisions, as a union of {@link RecordKind#bit()}. */
  static final int KINDS =
      RecordKind.JUDGMENT.bit() | RecordKind.BLOCK.bit() | RecordKind.NON_EXECUTION.bit();

  private static final JsonMapper JSON = JsonMapper.shared();

  DecisionLinks {
    restsOn = List.copyOf(restsOn);
  }

  /** A snapshot it rests on. */
  record Ref(String runId, String contentHash) {}

  static boolean isDecision(RecordKind kind) {
    return (kind.bit() & KINDS) != 0;
  }

  /** Reads the decision that is record {@code i} of {@code group}. */
  static DecisionLinks read(Group group, int i) {
    Reading reading = new Reading();
    int from = group.payloadFrom(i);
    try (JsonParser json = JSON.createParser(group.data(), from, group.payloadTo(i) - from)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        reading.field(json.currentName(), json);
      }
    }
    return reading.links(group.stream(i));
  }

  /** The fields as they come. */
  private static final class Reading {
    private String decisionId = "";
    private String correlationId = "";
    private String causedBy = "";
    private String strategy = "";
    private String symbol = "";
    private String orderSymbol = "";
    private long count = 1;
    private final List<Ref> restsOn = new ArrayList<>();

    void field(String name, JsonParser json) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "decision_id" -> decisionId = text(json);
        case "correlation_id" -> correlationId = text(json);
        case "caused_by" -> causedBy = text(json);
        case "strategy_name" -> strategy = text(json);
        case "symbol" -> symbol = text(json);
        case "count" -> count = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 1;
        case "order" -> orderSymbol = order(json);
        case "rests_on" -> references(json);
        default -> json.skipChildren();
      }
    }

    private static String text(JsonParser json) {
      String text = json.hasToken(JsonToken.VALUE_STRING) ? json.getString() : "";
      json.skipChildren();
      return text;
    }

    private static String order(JsonParser json) {
      String symbol = "";
      if (!json.hasToken(JsonToken.START_OBJECT)) {
        json.skipChildren();
        return symbol;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("symbol")) {
          symbol = text(json);
        } else {
          json.skipChildren();
        }
      }
      return symbol;
    }

    private void references(JsonParser json) {
      while (json.hasToken(JsonToken.START_ARRAY) || json.hasToken(JsonToken.END_OBJECT)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          return;
        }
        reference(json);
      }
    }

    private void reference(JsonParser json) {
      String runId = "";
      String hash = "";
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "run_id" -> runId = text(json);
          case "content_hash" -> hash = text(json);
          default -> json.skipChildren();
        }
      }
      restsOn.add(new Ref(runId, hash));
    }

    DecisionLinks links(String stream) {
      return new DecisionLinks(
          decisionId,
          correlationId,
          causedBy,
          strategy.isEmpty() ? StreamName.parse(stream).session() : strategy,
          symbol.isEmpty() ? orderSymbol : symbol,
          count,
          restsOn);
    }
  }
}
