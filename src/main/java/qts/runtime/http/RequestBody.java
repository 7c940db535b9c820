package qts.runtime.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import qts.observer.Finding;
import qts.runtime.recorder.BodyFormat;

/**
 * A request's body in memory, unpacked, within the limit. Read straight from the connection into
 * reused memory.
 */
final class RequestBody implements AutoCloseable {
  /** How much of a refused body is kept. */
  static final int EVIDENCE_BYTES = 16 << 10;

  /** A body that arrives more slowly, bytes per second, is given up after a while. */
  static final long MIN_BYTES_PER_SECOND = 1_000;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final BodyMemory memory;
  private final int limit;
  private final BodyBuffer raw;
  private BodyBuffer content;

  private RequestBody(BodyMemory memory, int limit) {
    this.memory = memory;
    this.limit = limit;
    this.raw = new BodyBuffer(memory);
    this.content = raw;
  }

  /**
   * Reads the body of a request.
   *
   * @param limit how many bytes it may have once unpacked
   * @throws RefusedBodyException when it is too large or can't be unpacked
   * @throws ProblemException when there is no memory for it now, or it comes too slowly
   */
  static RequestBody read(HttpServletRequest request, BodyMemory memory, int limit)
      throws IOException {
    RequestBody body = new RequestBody(memory, limit);
    boolean read = false;
    try {
      body.receive(request);
      body.unpack(request);
      read = true;
      return body;
    } finally {
      if (!read) {
        body.close();
      }
    }
  }

  byte[] bytes() {
    return content.bytes();
  }

  int length() {
    return content.length();
  }

  /** A copy of its first bytes, at most {@code max}. */
  byte[] head(int max) {
    return content.head(max);
  }

  private void receive(HttpServletRequest request) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > limit) {
      receiveEvidence(request);
      throw tooLarge(announced);
    }
    InputStream in = request.getInputStream();
    long stop = announced < 0 ? limit + 1L : announced;
    long started = System.nanoTime();
    boolean ended = false;
    while (!ended && raw.length() < stop) {
      if (raw.room() == 0) {
        raw.grow(stop);
      }
      int count = read(in);
      ended = count < 0;
      raw.added(Math.max(0, count));
      checkPace(raw.length(), System.nanoTime() - started);
    }
    if (raw.length() > limit) {
      throw tooLarge(announced);
    }
  }

  /**
   * Takes of a body that is too large only what has arrived already: nothing of a sender that waits
   * for {@code 100 Continue}, which asking for the stream would send.
   */
  private void receiveEvidence(HttpServletRequest request) throws IOException {
    if (request.getHeader("Expect") != null) {
      return;
    }
    InputStream in = request.getInputStream();
    if (in.available() > 0) {
      raw.grow(EVIDENCE_BYTES);
      raw.added(Math.max(0, read(in)));
    }
  }

  private int read(InputStream in) {
    try {
      return in.read(raw.bytes(), raw.length(), raw.room());
    } catch (IOException e) {
      boolean late = e.getCause() instanceof TimeoutException;
      throw new ProblemException(
              late
                  ? ProblemDocument.ofStatus(408, "The body fell silent.")
                  : ProblemDocument.of(
                      ProblemType.BAD_REQUEST, "The body ended before it was complete."))
          .header("Connection", "close");
    }
  }

  private RefusedBodyException tooLarge(long announced) {
    return new RefusedBodyException(
        ProblemType.BODY_TOO_LARGE,
        new Finding(
            BodyRules.TOO_LARGE,
            "",
            "the body has more bytes than OBSERVER_MAX_BODY_BYTES allows",
            Integer.toString(limit),
            announced < 0 ? "more than " + limit : Long.toString(announced)),
        raw.head(EVIDENCE_BYTES));
  }

  static void checkPace(long received, long nanos) {
    if (nanos > PATIENCE_NANOS
        && received < MIN_BYTES_PER_SECOND * TimeUnit.NANOSECONDS.toSeconds(nanos)) {
      throw new ProblemException(
              ProblemDocument.ofStatus(
                  408,
                  "The body arrives at less than " + MIN_BYTES_PER_SECOND + " bytes per second."))
          .header("Connection", "close");
    }
  }

  private void unpack(HttpServletRequest request) throws RefusedBodyException {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding == null || encoding.strip().equalsIgnoreCase("identity")) {
      return;
    }
    if (!encoding.strip().equalsIgnoreCase("gzip")) {
      throw unsupported("Content-Encoding", "gzip", encoding);
    }
    content = new BodyBuffer(memory);
    try (Gunzip gunzip = new Gunzip(raw.bytes(), raw.length(), limit)) {
      gunzip.into(content);
    }
    raw.close();
  }

  /**
   * How the inputs stand in it, by its content type.
   *
   * @throws RefusedBodyException when the type is not supported
   */
  BodyFormat format(@Nullable String contentType) throws RefusedBodyException {
    String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported("Content-Type", "charset=utf-8", contentType);
      }
    }
    return switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
      case "application/json" -> beginsAnArray() ? BodyFormat.ARRAY : BodyFormat.DOCUMENT;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> BodyFormat.LINES;
      default ->
          throw unsupported(
              "Content-Type", "application/json or application/x-ndjson", contentType);
    };
  }

  private boolean beginsAnArray() {
    int i = 0;
    while (i < length() && " \t\r\n".indexOf(bytes()[i]) >= 0) {
      i++;
    }
    return i < length() && bytes()[i] == '[';
  }

  private RefusedBodyException unsupported(String header, String limit, @Nullable String actual) {
    return new RefusedBodyException(
        ProblemType.MEDIA_TYPE,
        new Finding(
            BodyRules.MEDIA_TYPE,
            "",
            "the header " + header + " of the request must be " + limit,
            limit,
            actual == null ? "" : actual),
        content.head(EVIDENCE_BYTES));
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    raw.close();
    content.close();
  }
}
