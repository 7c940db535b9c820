package qts.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How one record leads to the root of a {@link JournalTree}: everything a proof needs. */
public final class Inclusion {
  private final Group group;
  private final int index;
  private final Place place;
  private final Hash leaf;
  private final List<Hash> recordPath;

  /** Where a group is in the tree, and the path from there to the root. */
  private record Place(long index, long count, List<Hash> path) {}

  private Inclusion(Group group, int index, Place place) {
    this.group = group;
    this.index = index;
    this.place = place;
    List<Hash> leaves = group.leaves();
    MerklePath path = new MerklePath(leaves.size(), index);
    leaves.forEach(path::add);
    this.leaf = leaves.get(index);
    this.recordPath = path.hashes();
  }

  /**
   * The inclusion of record {@code index} of a group in the tree of the first groups. Goes through
   * the headers of all of them twice, and keeps none.
   */
  static Optional<Inclusion> of(Catalog catalog, Group group, int index, long groups)
      throws IOException {
    LeafCount count = new LeafCount(group.firstPosition(), groups);
    leaves(catalog, count);
    if (count.found < 0 || count.seen < groups) {
      return Optional.empty();
    }
    MerklePath path = new MerklePath(groups, count.found);
    leaves(catalog, header -> path.add(JournalTree.leaf(header)));
    return Optional.of(new Inclusion(group, index, new Place(count.found, groups, path.hashes())));
  }

  private static void leaves(Catalog catalog, Consumer<FrameHeader> each) throws IOException {
    for (Segment segment : catalog.segments()) {
      for (Frame frame : catalog.framesOf(segment)) {
        if (frame.header().type() == FrameHeader.Type.GROUP) {
          each.accept(frame.header());
        }
      }
    }
  }

  /** Counts groups, and finds the one that begins with a position among the first of them. */
  private static final class LeafCount implements Consumer<FrameHeader> {
    private final long position;
    private final long wanted;
    private long seen;
    private long found = -1;

    LeafCount(long position, long wanted) {
      this.position = position;
      this.wanted = wanted;
    }

    @Override
    public void accept(FrameHeader header) {
      if (header.firstPosition() == position && seen < wanted) {
        found = seen;
      }
      seen++;
    }
  }

  /** The group that was read; valid until its reader reads another. */
  public Group records() {
    return group;
  }

  /** The place of the record in its group. */
  public int index() {
    return index;
  }

  /** The hashes from the record to the record root of its group, 32 bytes each. */
  public List<byte[]> recordPath() {
    return recordPath.stream().map(Hash::bytes).toList();
  }

  /** The place of the group in the tree. */
  public long groupIndex() {
    return place.index;
  }

  /** The number of groups in the tree. */
  public long groupCount() {
    return place.count;
  }

  /** The hashes from the group to the root of the tree. */
  public List<byte[]> groupPath() {
    return place.path.stream().map(Hash::bytes).toList();
  }

  /** The root that both paths lead to from the record, 32 bytes. */
  public byte[] root() {
    Hash recordRoot = MerklePath.root(leaf, index, group.count(), recordPath);
    Hash groupLeaf = JournalTree.leaf(group.firstPosition(), group.count(), recordRoot);
    return MerklePath.root(groupLeaf, place.index, place.count, place.path).bytes();
  }
}
