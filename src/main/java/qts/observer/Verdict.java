package qts.observer;

/** What the {@link Pipeline} decided about one snapshot, before anything is written. */
public sealed interface Verdict {

  /** To be recorded, with these notes beside it; they are valid until the next verdict. */
  record Accepted(Notes notes) implements Verdict {}

  /** To become a rejected record. */
  record Rejected(Finding finding) implements Verdict {}

  /** To become a blocked record. */
  record Blocked(Finding finding) implements Verdict {}
}
