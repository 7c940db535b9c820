package qts.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the lines of a proof in turn. Whatever is not in the one form that is documented ends in a
 * {@link NoProofException} that names the line.
 */
final class ProofReader {
  private static final int MAX_DIGITS = 19;

  private final List<String> lines;
  private int at;

  /**
   * @param text the file; every line ends with a line feed
   */
  ProofReader(String text) {
    this.lines = List.of(text.split("\n", -1));
  }

  /** The next line, whatever it is. */
  String line() {
    if (at == lines.size()) {
      throw new NoProofException(at, "the proof ends too early");
    }
    return lines.get(at++);
  }

  NoProofException wrong(String expected) {
    return new NoProofException(at, expected + " is expected here");
  }

  /** The rest of a line that begins with {@code name} and a space. */
  String value(String name) {
    String line = line();
    if (!line.startsWith(name + " ")) {
      throw wrong("'" + name + "'");
    }
    return line.substring(name.length() + 1);
  }

  long number(String name) {
    return number(value(name), name);
  }

  private long number(String text, String name) {
    Optional<Long> number = parse(text);
    if (number.isEmpty()) {
      throw wrong("a number for '" + name + "'");
    }
    return number.get();
  }

  private static Optional<Long> parse(String text) {
    if (text.length() > MAX_DIGITS + 1) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(text);
      return Long.toString(number).equals(text) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  byte[] bytes(String name) {
    Optional<byte[]> bytes = Text64.decode(value(name));
    if (bytes.isEmpty()) {
      throw wrong("Base64 for '" + name + "'");
    }
    return bytes.get();
  }

  /** A place among several: {@code name INDEX of COUNT}. */
  Place place(String name) {
    String[] words = value(name).split(" ", -1);
    if (words.length != 3 || !words[1].equals("of")) {
      throw wrong("'" + name + " INDEX of COUNT'");
    }
    Place place = new Place(number(words[0], name), number(words[2], name));
    if (place.index < 0 || place.index >= place.count) {
      throw wrong("an index below the count");
    }
    return place;
  }

  /** Where a leaf is in its tree. */
  record Place(long index, long count) {}

  /** The path of a leaf, one hash a line. */
  MerklePath path(Place place) {
    List<Hash> hashes = new ArrayList<>();
    for (int i = MerklePath.length(place.index, place.count); i > 0; i--) {
      Optional<Hash> hash = Text64.hash(line());
      if (hash.isEmpty()) {
        throw wrong("a hash");
      }
      hashes.add(hash.get());
    }
    return new MerklePath(hashes);
  }

  /** The checkpoint that ends the proof, with one signature. */
  SignedCheckpoint checkpoint() {
    List<String> text = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      text.add(line);
    }
    String signature = line();
    Optional<SignedCheckpoint> checkpoint = SignedCheckpoint.of(text, List.of(signature));
    if (checkpoint.isEmpty()) {
      throw wrong("a signed checkpoint");
    }
    if (!line().isEmpty() || at != lines.size()) {
      throw wrong("the end");
    }
    return checkpoint.get();
  }
}
