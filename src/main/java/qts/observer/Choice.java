package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A few words of at most eight ASCII letters, one of which must stand somewhere. */
final class Choice {
  private final List<String> words;
  private final long[] packed;

  Choice(String... words) {
    this.words = List.of(words);
    this.packed = Arrays.stream(words).mapToLong(Words::of).toArray();
  }

  /** Whether the checked JSON string {@code bytes[start, end)} is one of the words. */
  boolean has(byte[] bytes, int start, int end) {
    if (end - start <= Long.BYTES && has(Words.at(bytes, start, end - start))) {
      return true;
    }
    return Escapes.any(bytes, start, end)
        && words.contains(new String(Escapes.decoded(bytes, start, end), StandardCharsets.UTF_8));
  }

  private boolean has(long wanted) {
    for (long word : packed) {
      if (word == wanted) {
        return true;
      }
    }
    return false;
  }

  /** The words, separated by commas. */
  @Override
  public String toString() {
    return String.join(", ", words);
  }
}
