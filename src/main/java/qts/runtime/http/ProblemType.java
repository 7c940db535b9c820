package qts.runtime.http;

/** The kinds of refusal with a meaning of their own. Slugs are part of the interface. */
public enum ProblemType {
  BAD_REQUEST(400, "bad-request", "The request can't be understood"),
  BAD_PARAMETER(400, "bad-parameter", "A parameter has a value that is not allowed"),
  NOT_JSON(400, "not-json", "The body is not JSON"),
  UNAUTHORIZED(401, "unauthorized", "A valid bearer token is needed"),
  NOT_FOUND(404, "not-found", "There is nothing here"),
  NO_SUCH_RECORD(404, "no-such-record", "There is no such record"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "not-acceptable", "None of the accepted media types can be served"),
  RUN_ID_REUSED(409, "run-id-reused", "The run_id stands for another snapshot"),
  DECISION_ID_REUSED(409, "decision-id-reused", "The decision_id stands for another judgment"),
  KILL_SWITCH_HELD(409, "kill-switch-held", "The kill-switch file holds the kill switch on"),
  BODY_TOO_LARGE(413, "body-too-large", "The body is larger than allowed"),
  MEDIA_TYPE(415, "media-type", "The body is of a type that is not supported"),
  SNAPSHOT_REFUSED(422, "snapshot-refused", "The snapshot breaks a rule"),
  DECISION_REFUSED(422, "decision-refused", "The decision breaks the contract"),
  SAFETY_REFUSED(422, "safety-refused", "The change of safety breaks the contract"),
  INTERNAL(500, "internal", "A bug in the service"),
  BUSY(503, "busy", "Too many answers are being made"),
  OVERLOADED(503, "overloaded", "Too much is on its way to the journal"),
  NOT_READY(503, "not-ready", "The service is not ready"),
  JOURNAL_FAILED(503, "journal-failed", "The journal failed"),
  DISK_FULL(507, "disk-full", "The disk has no room for more records");

  private final int status;
  private final String slug;
  private final String title;

  ProblemType(int status, String slug, String title) {
    this.status = status;
    this.slug = slug;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** The identifier that a problem document carries as its type. */
  public String uri() {
    return "urn:qts-observer:problem:" + slug;
  }
}
