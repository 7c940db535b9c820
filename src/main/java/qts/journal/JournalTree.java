package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree over all groups of a journal, in order. Grows with the journal and remembers only
 * the roots of its complete subtrees. Not for use by several threads at once.
 */
public final class JournalTree {
  private static final int LEAF_BYTES = 45;

  private final Storage storage;
  private final Catalog catalog;
  private final MerkleTree tree = new MerkleTree();
  private long nextPosition;
  private @Nullable Last last;

  JournalTree(Storage storage, Catalog catalog) {
    this.storage = storage;
    this.catalog = catalog;
  }

  /** The frame of the group that was taken in last, and the file it is in. */
  private record Last(String file, Frame frame) {}

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

    /** The root over these groups, 32 bytes. */
    public byte[] root() {
      MerkleTree tree = new MerkleTree();
      tree.resume(groups, subtrees);
      return tree.root();
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
        catalog.framesOf(segment).forEach(frame -> add(segment, frame));
      }
    }
  }

  private void add(Segment segment, Frame frame) {
    FrameHeader header = frame.header();
    if (header.type() == FrameHeader.Type.GROUP && header.firstPosition() >= nextPosition) {
      tree.addHash(leaf(header).bytes(), 0);
      nextPosition = header.lastPosition() + 1;
      last = new Last(segment.name(), frame);
    }
  }

  /** The leaf of a group: its first position, its number of records, its record root. */
  static Hash leaf(FrameHeader header) {
    return leaf(header.firstPosition(), header.records(), header.root());
  }

  static Hash leaf(long firstPosition, int records, Hash recordRoot) {
    ByteBuffer leaf = ByteBuffer.allocate(LEAF_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    leaf.put(MerkleTree.LEAF).putLong(firstPosition).putInt(records);
    recordRoot.write(leaf);
    return Hash.of(leaf.array());
  }

  public long groups() {
    return tree.leaves();
  }

  /** The position behind the last group in the tree. */
  public long nextPosition() {
    return nextPosition;
  }

  /**
   * The chain hash at the last group that {@link #grow} took in, 32 bytes: read from its frame, so
   * that it covers every byte of every frame up to there.
   *
   * @throws IllegalStateException when nothing was taken in since {@link #resume}
   */
  public byte[] chain() throws IOException {
    Last at = last;
    if (at == null) {
      throw new IllegalStateException("the tree has not grown");
    }
    try (StorageFile file = storage.open(at.file, Storage.Mode.READ)) {
      return at.frame.hash(file).bytes();
    }
  }
}
