package qts.verify;

/** Is shown the groups of a journal in order. */
interface GroupSink {
  /** Takes no notice. */
  GroupSink NONE = (leaf, lastPosition, frame) -> {};

  /**
   * The next group.
   *
   * @param leaf its leaf in the journal's tree
   * @param frame the hash of its frame
   */
  void accept(Hash leaf, long lastPosition, Hash frame);
}
