package qts.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The leaf of a group in the tree over the groups of a journal. */
final class GroupLeaf {
  private static final int BYTES = 44;

  private GroupLeaf() {}

  /** The hash of its first position, its number of records and its record root. */
  static Hash of(MerkleTree tree, long firstPosition, int records, Hash root) {
    ByteBuffer leaf = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    leaf.putLong(firstPosition).putInt(records).put(root.bytes());
    return tree.leaf(leaf.array(), 0, BYTES);
  }
}
