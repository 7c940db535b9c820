package qts.runtime.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import qts.observer.Finding;
import qts.observer.Rules;

/**
 * Finds the inputs in a body, one after the other. Only separates: what an input says is the
 * scanner's business. Not for use by several threads at once.
 */
final class Inputs {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] body;
  private final int to;
  private final BodyFormat format;
  private int at;
  private int from;
  private int end;
  private long number;
  private boolean malformed;

  Inputs(byte[] body, int from, int to, BodyFormat format) {
    this.body = body;
    this.to = to;
    this.format = format;
    this.at = from;
    if (format == BodyFormat.ARRAY) {
      at = skipSpace(from);
      malformed = at >= to || body[at] != '[';
      at++;
    }
  }

  /** Moves to the next input; false when there is none. */
  boolean next() {
    return switch (format) {
      case DOCUMENT -> nextDocument();
      case LINES -> nextLine();
      case ARRAY -> nextElement();
    };
  }

  byte[] body() {
    return body;
  }

  int from() {
    return from;
  }

  int to() {
    return end;
  }

  /** The number of the line, or of the element, counted from 1. */
  long number() {
    return number;
  }

  /** Whether the body is not the array it should be. */
  boolean isMalformed() {
    return malformed;
  }

  /** What is wrong with a malformed body. */
  Finding brokenOff() {
    return new Finding(
        Rules.JSON_SYNTAX,
        "",
        "the body is not a JSON array: it breaks off after element " + number,
        "[element, element, …]",
        "");
  }

  private boolean nextDocument() {
    from = at;
    end = to;
    at = to;
    number++;
    return from < to;
  }

  private boolean nextLine() {
    while (at < to) {
      from = at;
      end = lineEnd(at);
      at = end + 1;
      number++;
      if (end > from && body[end - 1] == '\r') {
        end--;
      }
      if (skipSpace(from) < end) {
        return true;
      }
    }
    return false;
  }

  /** Passes over many bytes a step while there is no newline among them. */
  private int lineEnd(int start) {
    int i = start;
    while (i + 32 <= to
        && (newlines(i) | newlines(i + 8) | newlines(i + 16) | newlines(i + 24)) == 0) {
      i += 32;
    }
    for (; i + 8 <= to; i += 8) {
      long found = newlines(i);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (i < to && body[i] != '\n') {
      i++;
    }
    return i;
  }

  /**
   * Zero when none of the eight bytes at {@code i} is a newline, else the lowest bit is that of the
   * first: a byte of {@code word} is zero exactly where one stands.
   */
  private long newlines(int i) {
    long word = (long) LONG.get(body, i) ^ NEWLINES;
    return (word - ONES) & ~word & HIGH_BITS;
  }

  private boolean nextElement() {
    at = skipSpace(at);
    if (malformed || at >= to) {
      malformed = true;
      return false;
    }
    if (body[at] == ']') {
      malformed = skipSpace(at + 1) < to;
      return false;
    }
    from = at;
    end = elementEnd(at);
    number++;
    at = skipSpace(end);
    malformed = end == from || at >= to || (body[at] != ',' && body[at] != ']');
    if (!malformed && body[at] == ',') {
      at = skipSpace(at + 1);
      malformed = at >= to || body[at] == ']';
    }
    return end > from;
  }

  /**
   * Where the element that begins at {@code start} ends: at a comma or bracket of the array itself.
   */
  private int elementEnd(int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < to; i++) {
      byte c = body[i];
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (depth > 0 && (c == '}' || c == ']')) {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      } else if (depth == 0 && (c == ',' || c == ']')) {
        return trimmed(start, i);
      }
    }
    return to;
  }

  private int trimmed(int start, int stop) {
    int i = stop;
    while (i > start && isSpace(body[i - 1])) {
      i--;
    }
    return i;
  }

  private int skipSpace(int start) {
    int i = start;
    while (i < to && isSpace(body[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
