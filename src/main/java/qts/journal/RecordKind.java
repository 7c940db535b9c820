package qts.journal;

/** What a journal record is. The code is on disk for ever. */
public enum RecordKind {
  SNAPSHOT(1),
  PATTERN(2),
  REJECTED(3),
  BLOCKED(4),
  GAP(5),
  SHED(6),
  LEDGER(7),
  LIFECYCLE(8),
  JUDGMENT(9),
  BLOCK(10),
  NON_EXECUTION(11),
  SAFETY(12),
  RULES(13);

  private static final RecordKind[] BY_CODE = new RecordKind[32];

  static {
    for (RecordKind kind : values()) {
      BY_CODE[kind.code] = kind;
    }
  }

  private final int code;

  RecordKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The bit of this kind in a set of kinds. */
  public int bit() {
    return 1 << code;
  }

  /**
   * Whether records of this kind may use the reserve when the disk is full: decisions, and what the
   * recorder says of itself. Inputs can be sent again.
   */
  boolean mayUseReserve() {
    return switch (this) {
      case SNAPSHOT, PATTERN, REJECTED, BLOCKED -> false;
      default -> true;
    };
  }

  static RecordKind ofCode(int code) {
    RecordKind kind = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (kind == null) {
      throw new DamagedGroupException("record kind " + code + " is not known to this version");
    }
    return kind;
  }
}
