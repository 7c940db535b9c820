package qts.observer;

/** The fields of a snapshot that the pipeline itself looks at; everything else is kept unread. */
public enum Field {
  TIMESTAMP("meta.timestamp"),
  TIMESTAMP_MS("meta.timestamp_ms"),
  SESSION_ID("meta.session_id"),
  RUN_ID("meta.run_id"),
  MODE("meta.mode"),
  OBSERVER_VERSION("meta.observer_version"),
  SOURCE("context.source"),
  STAGE("context.stage"),
  SYMBOL("context.symbol"),
  MARKET("context.market"),
  PRICE("observation.inputs.price"),
  VOLUME("observation.inputs.volume"),
  BID_PRICE("observation.inputs.bid_price"),
  ASK_PRICE("observation.inputs.ask_price"),
  OPEN("observation.inputs.open"),
  HIGH("observation.inputs.high"),
  LOW("observation.inputs.low"),
  CLOSE("observation.inputs.close");

  private final String path;

  Field(String path) {
    this.path = path;
  }

  /** The dotted path inside the snapshot, as it appears in findings. */
  public String path() {
    return path;
  }
}
