package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The Merkle tree over all groups of a journal, in order. Grows with the journal and remembers only
 * the roots of its complete subtrees. Not for use by several threads at once.
 */
public final class JournalTree {
  private static final int LEAF_BYTES = 45;

  private final Catalog catalog;
  private final MerkleTree tree = new MerkleTree();
  private long nextPosition;

  JournalTree(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Where a tree stood, so that it can go on there. */
  public static final class Standing {
    private final long groups;
    private final long nextPosition;
    private final byte[] subtrees;

    /**
     * @param nextPosition the position behind the last group
     * @param subtrees the roots of the complete subtrees, the largest first
     */
    public Standing(long groups, long nextPosition, byte[] subtrees) {
      if (groups < 0
          || nextPosition < groups
          || subtrees.length != Long.bitCount(groups) * MerkleTree.HASH_BYTES) {
        throw new IllegalArgumentException("no tree of %d groups stands so".formatted(groups));
      }
      this.groups = groups;
      this.nextPosition = nextPosition;
      this.subtrees = subtrees.clone();
    }

    public long groups() {
      return groups;
    }

    public long nextPosition() {
      return nextPosition;
    }

    public byte[] subtrees() {
      return subtrees.clone();
    }
  }

  /** Goes on where another tree of the same journal stood. */
  public void resume(Standing standing) {
    tree.resume(standing.groups, standing.subtrees);
    nextPosition = standing.nextPosition;
  }

  public Standing standing() {
    return new Standing(tree.leaves(), nextPosition, tree.subtrees());
  }

  /** Takes in the groups that became durable since. */
  public void grow() throws IOException {
    for (Segment segment : catalog.segments()) {
      if (segment.nextPosition() > nextPosition) {
        catalog.framesOf(segment).forEach(this::add);
      }
    }
  }

  private void add(Frame frame) {
    FrameHeader header = frame.header();
    if (header.type() == FrameHeader.Type.GROUP && header.firstPosition() >= nextPosition) {
      tree.addHash(leaf(header).bytes(), 0);
      nextPosition = header.lastPosition() + 1;
    }
  }

  /** The leaf of a group: its first position, its number of records, its record root. */
  static Hash leaf(FrameHeader header) {
    ByteBuffer leaf = ByteBuffer.allocate(LEAF_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    leaf.put(MerkleTree.LEAF).putLong(header.firstPosition()).putInt(header.records());
    header.root().write(leaf);
    return Hash.of(leaf.array());
  }

  public long groups() {
    return tree.leaves();
  }

  /** The position behind the last group in the tree. */
  public long nextPosition() {
    return nextPosition;
  }

  /** The root over the groups so far, 32 bytes. */
  public byte[] root() {
    return tree.rootSoFar();
  }
}
