package qts.decision;

import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/** What an attempt may touch outside of itself; nothing by default. */
public record SideEffectPolicy(boolean allowFile, boolean allowNetwork, boolean allowSheet) {
  public static final SideEffectPolicy DENY_ALL = new SideEffectPolicy(false, false, false);

  static SideEffectPolicy read(JsonFields fields) {
    return new SideEffectPolicy(
        fields.flag("allow_file", false),
        fields.flag("allow_network", false),
        fields.flag("allow_sheet", false));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("allow_file", allowFile)
        .put("allow_network", allowNetwork)
        .put("allow_sheet", allowSheet)
        .build();
  }
}
