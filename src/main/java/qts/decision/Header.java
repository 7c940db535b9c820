package qts.decision;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * What every decision has.
 *
 * @param decisionId the judgment's own id; for a block or non-execution that of its judgment, where
 *     there was one
 * @param createdAt when it was decided; null where the sender did not say
 * @param strategyName whose decision it is
 */
public record Header(
    @Nullable String decisionId,
    @Nullable OffsetDateTime createdAt,
    @Nullable String strategyName,
    @Nullable String symbol,
    Links links) {

  static Header read(JsonFields fields) {
    return new Header(
        fields.text("decision_id"),
        fields.time("created_at"),
        fields.text("strategy_name"),
        fields.text("symbol"),
        Links.read(fields));
  }

  /** The same header, resting on earlier snapshots as well. */
  Header alsoRestingOn(List<SnapshotRef> earlier) {
    List<SnapshotRef> restsOn = new ArrayList<>(earlier);
    restsOn.addAll(links.restsOn());
    Links more = new Links(links.correlationId(), links.causedBy(), restsOn);
    return new Header(decisionId, createdAt, strategyName, symbol, more);
  }

  JsonObject.Builder write(String kind) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("kind", kind)
            .putIfPresent("decision_id", decisionId)
            .putIfPresent("created_at", text(createdAt))
            .putIfPresent("strategy_name", strategyName)
            .putIfPresent("symbol", symbol);
    links.writeTo(json);
    return json;
  }

  static @Nullable String text(@Nullable OffsetDateTime time) {
    return time == null ? null : IsoTime.text(time);
  }
}
