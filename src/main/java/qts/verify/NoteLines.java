package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** The lines of a file of notes; each is named by the byte it begins with. */
final class NoteLines {
  /** No line of a checkpoint is longer. */
  private static final int MAX_LINE_BYTES = 1024;

  /** Stands for a line that is not UTF-8 or too long. */
  private static final String DAMAGED = "\uFFFD";

  private final byte[] bytes;

  NoteLines(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isEnd(int line) {
    return line == bytes.length;
  }

  boolean isEmpty(int line) {
    return line < bytes.length && bytes[line] == '\n';
  }

  /** Whether there is a line that is not empty. */
  boolean isFilled(int line) {
    return !isEnd(line) && !isEmpty(line);
  }

  /** Whether the line ends with a line feed. */
  boolean isEnded(int line) {
    return end(line) < bytes.length;
  }

  /** The line that follows. */
  int next(int line) {
    return Math.min(end(line) + 1, bytes.length);
  }

  private int end(int line) {
    int end = line;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** The first line from {@code line} on that is not empty. */
  int skipEmpty(int line) {
    int next = line;
    while (isEmpty(next)) {
      next++;
    }
    return next;
  }

  /** The first line from {@code line} on that is empty. */
  int skipFilled(int line) {
    int next = line;
    while (isFilled(next)) {
      next = next(next);
    }
    return next;
  }

  /** The text of a line; one that no checkpoint has where the bytes are not UTF-8. */
  String text(int line) {
    int length = end(line) - line;
    if (length > MAX_LINE_BYTES) {
      return DAMAGED;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, line, length)).toString();
    } catch (CharacterCodingException e) {
      return DAMAGED;
    }
  }

  /** The bytes of a line, but for what is too much for one of a checkpoint. */
  byte[] bytes(int line) {
    return Arrays.copyOfRange(bytes, line, Math.min(end(line), line + MAX_LINE_BYTES));
  }
}
