package qts.verify;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The Merkle tree hash of RFC 6962, section 2.1, fed leaf by leaf. Keeps the root of each complete
 * subtree only. Not for use by several threads at once.
 */
final class MerkleTree {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = Hash.sha256();
  private Hash[] subtrees = new Hash[16];
  private int depth;
  private long leaves;

  /** The hash of the leaf whose data is {@code bytes[from, to)}. */
  Hash leaf(byte[] bytes, int from, int to) {
    digest.update(LEAF);
    digest.update(bytes, from, to - from);
    return new Hash(digest.digest());
  }

  /** The hash of the leaf in {@code prefixed[0, length)}, whose first byte is a zero already. */
  Hash prefixedLeaf(byte[] prefixed, int length) {
    digest.update(prefixed, 0, length);
    return new Hash(digest.digest());
  }

  /** The hash of an inner node. */
  Hash node(Hash left, Hash right) {
    digest.update(NODE);
    digest.update(left.bytes());
    digest.update(right.bytes());
    return new Hash(digest.digest());
  }

  void clear() {
    depth = 0;
    leaves = 0;
  }

  long leaves() {
    return leaves;
  }

  /** Adds a leaf by its hash. */
  void add(Hash leaf) {
    if (depth == subtrees.length) {
      subtrees = Arrays.copyOf(subtrees, 2 * depth);
    }
    subtrees[depth++] = leaf;
    leaves++;
    for (long n = leaves; (n & 1) == 0; n >>>= 1) {
      subtrees[depth - 2] = node(subtrees[depth - 2], subtrees[depth - 1]);
      depth--;
    }
  }

  /** The root over all leaves so far; more may follow. */
  Hash root() {
    if (depth == 0) {
      return new Hash(digest.digest());
    }
    Hash root = subtrees[depth - 1];
    for (int i = depth - 2; i >= 0; i--) {
      root = node(subtrees[i], root);
    }
    return root;
  }
}
