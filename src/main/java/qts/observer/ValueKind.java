package qts.observer;

/** What stands at a field of a snapshot. */
public enum ValueKind {
  ABSENT,
  NULL,
  STRING,
  NUMBER,
  BOOLEAN,
  OBJECT,
  ARRAY;

  /** The kind of a value without quotes or brackets, told from its first byte. */
  static ValueKind ofBare(byte first) {
    return switch (first) {
      case 'n' -> NULL;
      case 't', 'f' -> BOOLEAN;
      default -> NUMBER;
    };
  }
}
