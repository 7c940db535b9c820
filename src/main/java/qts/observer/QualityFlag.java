package qts.observer;

/**
 * What {@code metadata._quality.flags} of a PatternRecord says: what is missing or unusual in the
 * snapshot by itself. The order is that in the record.
 */
public enum QualityFlag {
  EMPTY_INPUTS,
  NO_COMPUTED,
  NO_STATE,
  PRICE_NOT_NUMERIC,
  VOLUME_NOT_NUMERIC;

  /** Whether this is so in {@code snapshot}. */
  public boolean holds(ScannedSnapshot snapshot) {
    return switch (this) {
      case EMPTY_INPUTS -> snapshot.inputs() == 0;
      case NO_COMPUTED -> snapshot.computed() == 0;
      case NO_STATE -> snapshot.state() == 0;
      case PRICE_NOT_NUMERIC -> isOtherThanNumber(snapshot, Field.PRICE);
      case VOLUME_NOT_NUMERIC -> isOtherThanNumber(snapshot, Field.VOLUME);
    };
  }

  private static boolean isOtherThanNumber(ScannedSnapshot snapshot, Field field) {
    ValueKind kind = snapshot.kind(field);
    return kind != ValueKind.ABSENT && kind != ValueKind.NUMBER;
  }
}
