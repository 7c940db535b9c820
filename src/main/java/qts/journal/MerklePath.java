package qts.journal;

import java.util.ArrayList;
import java.util.List;

/** The hashes that lead from a leaf to the root of its tree, RFC 6962, section 2.1.1. */
final class MerklePath {
  private MerklePath() {}

  /** The path of leaf {@code index}, the hash nearest to the leaf first. */
  static List<Hash> of(List<Hash> leaves, int index) {
    List<Hash> path = new ArrayList<>();
    collect(leaves, index, path);
    return path;
  }

  private static void collect(List<Hash> leaves, int index, List<Hash> path) {
    int size = leaves.size();
    if (size > 1) {
      int left = Integer.highestOneBit(size - 1);
      if (index < left) {
        collect(leaves.subList(0, left), index, path);
        path.add(root(leaves.subList(left, size)));
      } else {
        collect(leaves.subList(left, size), index - left, path);
        path.add(root(leaves.subList(0, left)));
      }
    }
  }

  private static Hash root(List<Hash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(leaf -> tree.addHash(leaf.bytes(), 0));
    return new Hash(tree.root());
  }
}
