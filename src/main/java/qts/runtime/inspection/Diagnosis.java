package qts.runtime.inspection;

/**
 * One thing there is to say about a journal's folder.
 *
 * @param id stable, for programs
 * @param finding what was seen, and where
 * @param meaning what follows from it
 * @param remedy what to do
 */
public record Diagnosis(
    String id, Severity severity, String finding, String meaning, String remedy) {

  /** How bad it is. */
  public enum Severity {
    /** Good to know. */
    NOTE,
    /** Should be looked after; no record is lost. */
    WARNING,
    /** Records are lost or may have been altered. */
    DAMAGE,
    /** It can't be told how the journal is. */
    UNREADABLE
  }
}
