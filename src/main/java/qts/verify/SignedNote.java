package qts.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A text and the signatures below it, as C2SP signed-note has them.
 *
 * @param text what is signed, with the end of its last line
 */
record SignedNote(String text, List<Mark> signatures) {
  private static final String BULLET = "— ";
  private static final int KEY_HASH_BYTES = 4;
  private static final int SIGNATURE_BYTES = 64;

  SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** One signature line. */
  static final class Mark {
    private final String name;
    private final byte[] content;

    private Mark(String name, byte[] content) {
      this.name = name;
      this.content = content;
    }

    String name() {
      return name;
    }

    boolean hasKeyHash(byte[] hash) {
      return Arrays.equals(content, 0, KEY_HASH_BYTES, hash, 0, KEY_HASH_BYTES);
    }

    byte[] signature() {
      return Arrays.copyOfRange(content, KEY_HASH_BYTES, content.length);
    }

    String line() {
      return BULLET + name + " " + Text64.encode(content) + "\n";
    }
  }

  /** Whether a line could be a signature. */
  static boolean isSignatureLine(String line) {
    return line.startsWith(BULLET);
  }

  /** Puts a note together from its lines; empty when a signature line is not one. */
  static Optional<SignedNote> of(List<String> textLines, List<String> signatureLines) {
    List<Mark> marks = new ArrayList<>();
    for (String line : signatureLines) {
      Optional<Mark> mark = mark(line);
      if (mark.isEmpty()) {
        return Optional.empty();
      }
      marks.add(mark.get());
    }
    return marks.isEmpty()
        ? Optional.empty()
        : Optional.of(new SignedNote(String.join("\n", textLines) + "\n", marks));
  }

  private static Optional<Mark> mark(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !isSignatureLine(line) || words[1].isEmpty()) {
      return Optional.empty();
    }
    return Text64.decode(words[2])
        .filter(content -> content.length == KEY_HASH_BYTES + SIGNATURE_BYTES)
        .map(content -> new Mark(words[1], content));
  }

  @Override
  public String toString() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(mark -> note.append(mark.line()));
    return note.toString();
  }
}
