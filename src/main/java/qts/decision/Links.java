package qts.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.json.JsonArray;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonValue;

/**
 * What a decision hangs together with.
 *
 * @param correlationId common to everything that belongs to one course of events
 * @param causedBy the id of what led to it: another decision, or a snapshot's {@code run_id}
 * @param restsOn the snapshots it rests on, where known
 */
public record Links(
    @Nullable String correlationId, @Nullable String causedBy, List<SnapshotRef> restsOn) {
  public static final Links NONE = new Links(null, null, List.of());

  public Links {
    restsOn = List.copyOf(restsOn);
  }

  static Links read(JsonFields fields) {
    List<SnapshotRef> restsOn = new ArrayList<>();
    for (JsonFields ref : fields.objects("rests_on")) {
      restsOn.add(SnapshotRef.read(ref));
    }
    return new Links(fields.text("correlation_id"), fields.text("caused_by"), restsOn);
  }

  void writeTo(JsonObject.Builder json) {
    json.putIfPresent("correlation_id", correlationId).putIfPresent("caused_by", causedBy);
    if (!restsOn.isEmpty()) {
      List<JsonValue> refs = new ArrayList<>(restsOn.size());
      restsOn.forEach(ref -> refs.add(ref.toJson()));
      json.put("rests_on", new JsonArray(refs));
    }
  }
}
