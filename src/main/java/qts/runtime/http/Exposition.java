package qts.runtime.http;

/** The metrics, in their forms. */
public interface Exposition {

  /**
   * The metrics as text.
   *
   * @param contentType the media type of {@code text}
   */
  record Page(String contentType, String text) {}

  /** The metrics in the text form of Prometheus or OpenMetrics, as {@code accept} asks. */
  Page text(String accept);

  /** The same values as JSON in UTF-8. */
  byte[] json();
}
