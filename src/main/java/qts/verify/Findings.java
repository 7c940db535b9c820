package qts.verify;

import java.util.ArrayList;
import java.util.List;

/** What was found, in order. Keeps a bounded number of each kind and counts all. */
final class Findings {
  static final int MAX_KEPT = 1_000;

  private final List<Violation> violations = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private long violationCount;
  private long warningCount;

  void violation(Violation violation) {
    violationCount++;
    if (violations.size() < MAX_KEPT) {
      violations.add(violation);
    }
  }

  /** Something is not as it should be but no evidence is lost by it. */
  void warning(String what) {
    warningCount++;
    if (warnings.size() < MAX_KEPT) {
      warnings.add(what);
    }
  }

  /** A part could not be judged. */
  void unreadable(String what) {
    if (unreadable.size() < MAX_KEPT) {
      unreadable.add(what);
    }
  }

  void addAll(Findings other) {
    other.violations.forEach(this::violation);
    violationCount += other.violationCount - other.violations.size();
    other.warnings.forEach(this::warning);
    warningCount += other.warningCount - other.warnings.size();
    other.unreadable.forEach(this::unreadable);
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** How many there were, also those that are not kept. */
  long violationCount() {
    return violationCount;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  long warningCount() {
    return warningCount;
  }

  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  boolean isClean() {
    return violationCount == 0;
  }
}
