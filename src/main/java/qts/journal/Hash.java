package qts.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash. */
final class Hash {
  static final Hash ZERO = new Hash(new byte[MerkleTree.HASH_BYTES]);

  private final byte[] bytes;

  /** Takes the 32 bytes as they are; the caller must not change them afterwards. */
  Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of {@code bytes}. */
  static Hash of(byte[] bytes) {
    return new Hash(MerkleTree.sha256().digest(bytes));
  }

  static Hash read(ByteBuffer b, int at) {
    byte[] bytes = new byte[MerkleTree.HASH_BYTES];
    b.get(at, bytes);
    return new Hash(bytes);
  }

  /** The 32 bytes; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  void write(ByteBuffer into) {
    into.put(bytes);
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
