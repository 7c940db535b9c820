package qts.runtime.question;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.RecordKey;
import qts.journal.RecordVisitor;
import qts.observer.Field;
import qts.runtime.query.Losses;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.StoredRecord;

/** Finds recorded snapshots by their {@code run_id}, through the index. */
final class SnapshotIndex {
  /** The kinds that hold a snapshot. */
  static final int KINDS = RecordQuery.RECORDED;

  private final JournalReader reader;
  private final Losses losses;
  private final StoredRecord record = new StoredRecord();

  SnapshotIndex(JournalReader reader, Losses losses) {
    this.reader = reader;
    this.losses = losses;
  }

  /**
   * A recorded snapshot.
   *
   * @param contentHash SHA-256 of its bytes in hex
   */
  record Found(
      long position,
      String runId,
      String symbol,
      String market,
      long eventMillis,
      long receivedMillis,
      String contentHash) {

    boolean hasHash(String hash) {
      return contentHash.equalsIgnoreCase(hash);
    }
  }

  /** The newest snapshot with this id; null when none is recorded, or none can be read. */
  @Nullable Found find(String runId) throws IOException {
    for (long position : reader.find(RecordKey.of(runId))) {
      Match match = new Match(runId);
      reader.at(position, match);
      if (match.found != null) {
        return match.found;
      }
    }
    return null;
  }

  /** What is to be known about the snapshot that {@code record} is or holds. */
  static Found describe(StoredRecord record) {
    var snapshot = record.snapshot();
    return new Found(
        record.position(),
        snapshot.decoded(Field.RUN_ID),
        snapshot.decoded(Field.SYMBOL),
        snapshot.decoded(Field.MARKET),
        record.eventMillis(),
        record.receiveMillis(),
        sha256(snapshot.bytes(), snapshot.from(), snapshot.length()));
  }

  private static String sha256(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }

  /** Compares the id of the record that a key leads to. */
  private final class Match implements RecordVisitor {
    private final String runId;
    private @Nullable Found found;

    Match(String runId) {
      this.runId = runId;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      record.moveTo(group, i);
      if (record.isRecorded() && record.has(Field.RUN_ID, runId)) {
        found = describe(record);
      }
      return false;
    }

    @Override
    public void onDamage(Damage damage) {
      losses.add(damage);
    }
  }
}
