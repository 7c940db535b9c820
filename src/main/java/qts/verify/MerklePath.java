package qts.verify;

import java.util.List;
import java.util.Optional;

/** The way from a leaf to the root of a tree, as in RFC 6962, section 2.1.1. */
record MerklePath(List<Hash> hashes) {
  MerklePath {
    hashes = List.copyOf(hashes);
  }

  /** How many hashes lead from leaf {@code index} to the root of a tree of {@code size} leaves. */
  static int length(long index, long size) {
    if (size <= 1) {
      return 0;
    }
    long left = Long.highestOneBit(size - 1);
    return 1 + (index < left ? length(index, left) : length(index - left, size - left));
  }

  /** The root that follows; empty when the path has not the length it must have. */
  Optional<Hash> root(MerkleTree tree, Hash leaf, long index, long size) {
    return hashes.size() == length(index, size)
        ? Optional.of(root(tree, leaf, index, size, hashes.size()))
        : Optional.empty();
  }

  private Hash root(MerkleTree tree, Hash leaf, long index, long size, int used) {
    if (size <= 1) {
      return leaf;
    }
    long left = Long.highestOneBit(size - 1);
    Hash beside = hashes.get(used - 1);
    return index < left
        ? tree.node(root(tree, leaf, index, left, used - 1), beside)
        : tree.node(beside, root(tree, leaf, index - left, size - left, used - 1));
  }
}
