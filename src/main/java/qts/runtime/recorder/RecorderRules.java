package qts.runtime.recorder;

/** The rule ids of what a recorder itself refuses. They are part of the interface. */
public final class RecorderRules {

  /** The {@code run_id} stands for another snapshot already. */
  public static final String RUN_ID_REUSED = "RUN_ID_REUSED";

  /** The {@code decision_id} stands for another judgment already. */
  public static final String DECISION_ID_REUSED = "DECISION_ID_REUSED";

  /** The disk has no room for the input. */
  public static final String DISK_FULL = "DISK_FULL";

  private RecorderRules() {}
}
