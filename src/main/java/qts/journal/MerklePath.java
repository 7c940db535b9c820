package qts.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The hashes that lead from a leaf to the root of its tree, RFC 6962, section 2.1.1. Is shown all
 * leaves in order and keeps no more of them than the roots of their complete subtrees.
 */
final class MerklePath {
  private final List<Sibling> siblings = new ArrayList<>();
  private long next;

  /** A subtree beside the way: that of the leaves from {@code from} to below {@code to}. */
  private record Sibling(long from, long to, MerkleTree tree) {}

  /** The path of leaf {@code index} in a tree of {@code size} leaves. */
  MerklePath(long size, long index) {
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + Long.highestOneBit(to - from - 1);
      if (index < middle) {
        siblings.add(new Sibling(middle, to, new MerkleTree()));
        to = middle;
      } else {
        siblings.add(new Sibling(from, middle, new MerkleTree()));
        from = middle;
      }
    }
    Collections.reverse(siblings);
  }

  /** Takes the next leaf, the first one first. */
  void add(Hash leaf) {
    for (Sibling sibling : siblings) {
      if (next >= sibling.from && next < sibling.to) {
        sibling.tree.addHash(leaf.bytes(), 0);
      }
    }
    next++;
  }

  /** The path, once all leaves were added; the hash nearest to the leaf first. */
  List<Hash> hashes() {
    return siblings.stream().map(sibling -> new Hash(sibling.tree.root())).toList();
  }

  /** The root that a path leads to from leaf {@code index} of {@code size}. */
  static Hash root(Hash leaf, long index, long size, List<Hash> path) {
    if (path.isEmpty()) {
      return leaf;
    }
    long left = Long.highestOneBit(size - 1);
    Hash sibling = path.getLast();
    List<Hash> below = path.subList(0, path.size() - 1);
    return index < left
        ? node(root(leaf, index, left, below), sibling)
        : node(sibling, root(leaf, index - left, size - left, below));
  }

  private static Hash node(Hash left, Hash right) {
    MerkleTree tree = new MerkleTree();
    tree.addHash(left.bytes(), 0);
    tree.addHash(right.bytes(), 0);
    return new Hash(tree.root());
  }
}
