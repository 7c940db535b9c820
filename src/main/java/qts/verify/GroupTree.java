package qts.verify;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The tree over the groups of a journal. */
final class GroupTree {
  private static final int LEAF_BYTES = 44;

  private final MerkleTree tree = new MerkleTree();

  /** The leaf of a group: its first position, its number of records, its record root. */
  static Hash leaf(MerkleTree tree, GroupEntry group) {
    ByteBuffer leaf = ByteBuffer.allocate(LEAF_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    leaf.putLong(group.firstPosition()).putInt(group.records()).put(group.root().bytes());
    return tree.leaf(leaf.array(), 0, LEAF_BYTES);
  }

  void add(GroupEntry group) {
    tree.add(leaf(tree, group));
  }

  long size() {
    return tree.leaves();
  }

  Hash root() {
    return tree.root();
  }
}
