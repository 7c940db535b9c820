package qts.decision;

import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * A snapshot that a decision rests on.
 *
 * @param runId {@code meta.run_id} of the snapshot
 * @param contentHash SHA-256 of the snapshot's bytes in hex, where known
 */
public record SnapshotRef(String runId, @Nullable String contentHash) {

  public SnapshotRef {
    if (runId.isBlank()) {
      throw ContractViolation.value("run_id", "run_id must not be empty", "", runId);
    }
  }

  static SnapshotRef read(JsonFields fields) {
    SnapshotRef ref = new SnapshotRef(fields.requiredText("run_id"), fields.text("content_hash"));
    fields.nothingElse();
    return ref;
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("run_id", runId)
        .putIfPresent("content_hash", contentHash)
        .build();
  }
}
