package qts.logs;

import java.util.PrimitiveIterator;

/** Text from outside made fit for one line of a terminal: nothing in it can move the cursor. */
public final class PlainText {
  private PlainText() {}

  /**
   * The text with everything invisible written as a Java escape: control characters, line and
   * paragraph separators, formatting characters such as those that turn the writing direction, and
   * halves of surrogate pairs.
   */
  public static String of(String text) {
    if (text.codePoints().allMatch(PlainText::isPlain)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16);
    PrimitiveIterator.OfInt codePoints = text.codePoints().iterator();
    while (codePoints.hasNext()) {
      append(codePoints.nextInt(), plain);
    }
    return plain.toString();
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static void append(int codePoint, StringBuilder plain) {
    if (isPlain(codePoint)) {
      plain.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> plain.append("\\n");
      case '\r' -> plain.append("\\r");
      case '\t' -> plain.append("\\t");
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          plain.append("\\u%04X".formatted((int) unit));
        }
      }
    }
  }
}
