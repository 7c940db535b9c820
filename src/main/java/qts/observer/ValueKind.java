package qts.observer;

/** What stands at a field of a snapshot. */
public enum ValueKind {
  ABSENT,
  NULL,
  STRING,
  NUMBER,
  BOOLEAN,
  OBJECT,
  ARRAY
}
