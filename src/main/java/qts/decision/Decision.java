package qts.decision;

import qts.decision.json.JsonObject;

/** What was judged, what was blocked, or what was not executed. */
public sealed interface Decision permits Judgment, Block, NonExecution {

  Header header();

  /** The decision as it is sent and stored; {@link DecisionReader} reads it back equal. */
  JsonObject toJson();
}
