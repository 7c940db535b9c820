package qts.runtime.http;

/** The rule ids of bodies that are refused as a whole. They are part of the interface. */
final class BodyRules {

  /** The body, or what it unpacks to, is longer than the service takes. */
  static final String TOO_LARGE = "BODY_TOO_LARGE";

  /** The body unpacks to more than {@link Gunzip#MAX_RATIO} times its size. */
  static final String RATIO = "BODY_RATIO";

  /** The body is not the gzip its headers say. */
  static final String GZIP = "BODY_GZIP";

  /** The content type or encoding is not one the service takes. */
  static final String MEDIA_TYPE = "BODY_MEDIA_TYPE";

  /** There is no input in the body. */
  static final String EMPTY = "BODY_EMPTY";

  private BodyRules() {}
}
