package qts.journal;

/** Is shown records one after the other. */
public interface RecordVisitor {

  /** Sees record {@code i} of {@code group}, valid during the call; false ends the reading. */
  boolean onRecord(Group group, int i);

  /** Learns that some records in the range can't be read. */
  void onDamage(Damage damage);
}
