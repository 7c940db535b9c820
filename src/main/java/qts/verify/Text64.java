package qts.verify;

import java.util.Base64;
import java.util.Optional;

/** Base64 in its one canonical spelling: with padding, without spare bits. */
final class Text64 {
  private Text64() {}

  /** The bytes; empty when the text is not their one spelling. */
  static Optional<byte[]> decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
  }

  static Optional<Hash> hash(String text) {
    return decode(text).filter(bytes -> bytes.length == Hash.BYTES).map(Hash::new);
  }

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
