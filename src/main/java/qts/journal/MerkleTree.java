package qts.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The Merkle tree hash of RFC 6962, section 2.1, built leaf by leaf: keeps one hash for each
 * complete subtree, so its memory grows with the logarithm of the number of leaves. Reusable.
 */
final class MerkleTree {
  static final int HASH_BYTES = 32;
  static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = sha256();
  private final byte[] stack = new byte[64 * HASH_BYTES];
  private final byte[] node = new byte[1 + 2 * HASH_BYTES];
  private int depth;
  private long leaves;

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }

  void clear() {
    depth = 0;
    leaves = 0;
  }

  long leaves() {
    return leaves;
  }

  MerkleTree() {
    node[0] = NODE;
  }

  /**
   * Adds the leaf {@code bytes[from, from + length)}, whose first byte is {@link #LEAF}: prefix and
   * data together are hashed much faster than one after the other.
   */
  void addLeaf(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    digestInto(depth);
    push();
  }

  /** Adds a leaf whose hash is already known, such as the root of a smaller tree. */
  void addHash(byte[] hash, int from) {
    System.arraycopy(hash, from, stack, depth * HASH_BYTES, HASH_BYTES);
    push();
  }

  private void push() {
    depth++;
    leaves++;
    for (long n = leaves; (n & 1) == 0; n >>>= 1) {
      join();
    }
  }

  private void join() {
    System.arraycopy(stack, (depth - 2) * HASH_BYTES, node, 1, 2 * HASH_BYTES);
    digest.update(node);
    digestInto(depth - 2);
    depth--;
  }

  private void digestInto(int slot) {
    System.arraycopy(digest.digest(), 0, stack, slot * HASH_BYTES, HASH_BYTES);
  }

  /** The roots of the complete subtrees, the largest first: all that is needed to go on. */
  byte[] subtrees() {
    return Arrays.copyOf(stack, depth * HASH_BYTES);
  }

  /** Goes on where a tree of {@code leaves} leaves with these {@link #subtrees} stood. */
  void resume(long leaves, byte[] subtrees) {
    this.leaves = leaves;
    this.depth = subtrees.length / HASH_BYTES;
    System.arraycopy(subtrees, 0, stack, 0, subtrees.length);
  }

  /** The root; that of no leaves is the hash of nothing. Ends the tree: only clear() may follow. */
  byte[] root() {
    byte[] root = new byte[HASH_BYTES];
    root(root, 0);
    return root;
  }

  /** Writes the {@link #root()} to {@code into}. */
  void root(byte[] into, int at) {
    if (depth == 0) {
      digestInto(0);
    }
    while (depth > 1) {
      join();
    }
    System.arraycopy(stack, 0, into, at, HASH_BYTES);
  }
}
