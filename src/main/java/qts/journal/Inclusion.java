package qts.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one record leads to the root of a {@link JournalTree}: everything a proof needs. */
public final class Inclusion {
  private final Group group;
  private final int index;
  private final Place place;
  private final List<Hash> recordPath;

  /** Where a group is in the tree, and the path from there to the root. */
  private record Place(int index, int count, List<Hash> path) {}

  private Inclusion(Group group, int index, Place place) {
    this.group = group;
    this.index = index;
    this.place = place;
    this.recordPath = MerklePath.of(group.leaves(), index);
  }

  /** The inclusion of record {@code index} of a group in the tree of the first groups. */
  static Optional<Inclusion> of(Catalog catalog, Group group, int index, long groups)
      throws IOException {
    List<Hash> leaves = new ArrayList<>();
    int found = -1;
    for (Segment segment : catalog.segments()) {
      for (Frame frame : catalog.framesOf(segment)) {
        FrameHeader header = frame.header();
        if (header.type() == FrameHeader.Type.GROUP && leaves.size() < groups) {
          found = header.firstPosition() == group.firstPosition() ? leaves.size() : found;
          leaves.add(JournalTree.leaf(header));
        }
      }
    }
    return found < 0 || leaves.size() < groups
        ? Optional.empty()
        : Optional.of(
            new Inclusion(
                group, index, new Place(found, leaves.size(), MerklePath.of(leaves, found))));
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
  public int groupIndex() {
    return place.index;
  }

  /** The number of groups in the tree. */
  public int groupCount() {
    return place.count;
  }

  /** The hashes from the group to the root of the tree. */
  public List<byte[]> groupPath() {
    return place.path.stream().map(Hash::bytes).toList();
  }
}
