package qts.runtime.http;

import java.io.IOException;
import qts.observer.Finding;

/** A body that can't be taken apart into inputs. Its beginning is kept as evidence. */
final class RefusedBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;
  private final transient Finding finding;
  private final transient byte[] head;

  RefusedBodyException(ProblemType type, Finding finding, byte[] head) {
    super(finding.reason());
    this.type = type;
    this.finding = finding;
    this.head = head;
  }

  ProblemType type() {
    return type;
  }

  Finding finding() {
    return finding;
  }

  /** The first bytes that arrived. */
  byte[] head() {
    return head;
  }
}
