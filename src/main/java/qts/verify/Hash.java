package qts.verify;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash. */
final class Hash {
  static final int BYTES = 32;
  static final Hash ZERO = new Hash(new byte[BYTES]);

  private final byte[] bytes;

  /** Takes the 32 bytes as they are; the caller must not change them afterwards. */
  Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  static Hash read(ByteBuffer b, int at) {
    byte[] bytes = new byte[BYTES];
    b.get(at, bytes);
    return new Hash(bytes);
  }

  /** The hash of {@code b[from, to)}. */
  static Hash of(ByteBuffer b, int from, int to) {
    MessageDigest digest = sha256();
    digest.update(b.duplicate().clear().position(from).limit(to));
    return new Hash(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }

  /** The 32 bytes; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
