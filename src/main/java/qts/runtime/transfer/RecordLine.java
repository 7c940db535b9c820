package qts.runtime.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import qts.observer.Utf8Buffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of an answer. Finds its parts without reading it as JSON: the order of members is fixed,
 * and a quote inside a text is always escaped.
 */
public final class RecordLine {
  private static final byte[] END = "{\"completeness\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = ",\"event_ms\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RECORD = ",\"record\":".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int length;

  /** The line in the first {@code length} bytes of {@code bytes}, without its break. */
  RecordLine(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** Whether it is the last line of the answer. */
  public boolean isEnd() {
    return length >= END.length && Arrays.equals(bytes, 0, END.length, END, 0, END.length);
  }

  /** When it happened, epoch milliseconds. */
  public long eventMillis() {
    int from = after(EVENT);
    int to = from;
    while (bytes[to] == '-' || (bytes[to] >= '0' && bytes[to] <= '9')) {
      to++;
    }
    return Long.parseLong(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  /** Adds what the record holds: for a snapshot the PatternRecord. */
  public void writeContent(Utf8Buffer out) {
    out.add(bytes, after(RECORD), length - 1);
  }

  /** The whole line as JSON. */
  public JsonNode json() {
    return JsonMapper.shared().readTree(bytes, 0, length);
  }

  /** The whole line. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private int after(byte[] name) {
    for (int i = 0; i + name.length <= length; i++) {
      if (bytes[i] == name[0] && Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
        return i + name.length;
      }
    }
    throw new IllegalStateException("no record of this version: " + this);
  }
}
