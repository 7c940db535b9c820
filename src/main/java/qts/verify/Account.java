package qts.verify;

/** How many inputs of one stream ended in which outcome. */
final class Account {
  long recorded;
  long rejected;
  long blocked;
  long duplicate;
  long shed;

  /** The number of the stream's last record. */
  long sequence;

  void add(Account other) {
    recorded += other.recorded;
    rejected += other.rejected;
    blocked += other.blocked;
    duplicate += other.duplicate;
    shed += other.shed;
    sequence = Math.max(sequence, other.sequence);
  }

  /** Whether both counted the same of what leaves a record. */
  boolean hasRecordsOf(Account other) {
    return recorded == other.recorded && rejected == other.rejected && blocked == other.blocked;
  }

  /** Whether this counted no more of what leaves a record than the other. */
  boolean isWithinRecordsOf(Account other) {
    return recorded <= other.recorded && rejected <= other.rejected && blocked <= other.blocked;
  }

  /** What leaves a record, in words. */
  String records() {
    return "%,d recorded, %,d rejected, %,d blocked".formatted(recorded, rejected, blocked);
  }
}
