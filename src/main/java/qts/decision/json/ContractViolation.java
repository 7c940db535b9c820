package qts.decision.json;

import qts.observer.Finding;
import qts.observer.Rules;

/**
 * An input that can't be what it claims to be. It travels from the place that noticed to the reader
 * of the whole input, which answers with its {@link #finding()}; it never leaves as a failure of
 * the machine.
 */
public final class ContractViolation extends RuntimeException {

  /** The rule of a document that is longer than the reader allows. */
  public static final String JSON_TOO_LARGE = "JSON_TOO_LARGE";

  /** The rule of a field with a value that is not allowed there. */
  public static final String FIELD_VALUE = "FIELD_VALUE";

  private final Finding finding;

  public ContractViolation(Finding finding) {
    super(finding.reason(), null, false, false);
    this.finding = finding;
  }

  /** A required field that is not there. */
  public static ContractViolation missing(String path) {
    return new ContractViolation(
        new Finding(Rules.FIELD_MISSING, path, path + " is required, but missing", "present", ""));
  }

  /** The whole document is of another type than it must be. */
  static ContractViolation document(String expected, JsonValue actual) {
    String reason = "must be %s, but is %s".formatted(expected, actual.kind());
    return new ContractViolation(
        new Finding(Rules.FIELD_TYPE, "", reason, expected, PythonJson.line(actual)));
  }

  /** A value of another type than the contract says. */
  public static ContractViolation type(String path, String expected, JsonValue actual) {
    String reason = "%s must be %s, but is %s".formatted(path, expected, actual.kind());
    return new ContractViolation(
        new Finding(Rules.FIELD_TYPE, path, reason, expected, PythonJson.line(actual)));
  }

  /** A value of the right type that the contract does not allow. */
  public static ContractViolation value(String path, String reason, String limit, String actual) {
    return new ContractViolation(new Finding(FIELD_VALUE, path, reason, limit, actual));
  }

  /** What was wrong, where, what is allowed and what was there. */
  public Finding finding() {
    return finding;
  }

  /** The same violation seen from the object that holds the one it was found in. */
  ContractViolation within(String path) {
    Finding inner = finding;
    String whole = JsonPath.field(path, inner.path());
    return new ContractViolation(
        new Finding(inner.rule(), whole, inner.reason(), inner.limit(), inner.actual()));
  }
}
