package qts.runtime.recorder;

/** How several inputs stand in one body. */
public enum BodyFormat {
  /** One JSON document, however many lines it has. */
  DOCUMENT,
  /** One JSON document a line; empty lines are passed over. */
  LINES,
  /** One JSON array of documents. */
  ARRAY
}
