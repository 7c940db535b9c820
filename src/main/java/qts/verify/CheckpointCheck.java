package qts.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares checkpoints with the journal they are of, whose groups it is shown one after the other:
 * nothing is kept of them but their tree.
 */
final class CheckpointCheck implements GroupSink {
  private final MerkleTree tree = new MerkleTree();
  private final List<Claim> claims = new ArrayList<>();
  private int next;

  /**
   * @param files get what is wrong with their checkpoints as findings
   */
  CheckpointCheck(List<CheckpointFile> files) {
    for (CheckpointFile file : files) {
      file.entries().forEach(entry -> claims.add(new Claim(file, entry)));
    }
    claims.sort(Comparator.comparingLong(claim -> claim.checkpoint().size()));
    compare(-1, Hash.ZERO);
  }

  /** How the journal compares with a checkpoint, once it has as many groups. */
  private enum Comparison {
    NOT_REACHED,
    SAME,
    OTHER_RECORDS,
    OTHER_FRAMES
  }

  /** A checkpoint and the file it is in. */
  private static final class Claim {
    private final CheckpointFile file;
    private final CheckpointFile.Entry entry;
    private Comparison comparison = Comparison.NOT_REACHED;

    Claim(CheckpointFile file, CheckpointFile.Entry entry) {
      this.file = file;
      this.entry = entry;
    }

    Checkpoint checkpoint() {
      return entry.checkpoint();
    }

    void compare(Hash root, long position, Hash frame) {
      if (!root.equals(checkpoint().root()) || position != checkpoint().position()) {
        comparison = Comparison.OTHER_RECORDS;
      } else if (checkpoint().chain().map(frame::equals).orElse(true)) {
        comparison = Comparison.SAME;
      } else {
        comparison = Comparison.OTHER_FRAMES;
      }
    }

    void violation(long firstPosition, long lastPosition, String what) {
      file.findings()
          .violation(new Violation(file.name(), entry.offset(), firstPosition, lastPosition, what));
    }

    /** All that came after the last checkpoint that agrees may have been changed. */
    void violationSince(long good, String what) {
      long last = checkpoint().position();
      violation(Math.min(good + 1, last), last, what.formatted(checkpoint().time()));
    }
  }

  @Override
  public void accept(Hash leaf, long lastPosition, Hash frame) {
    tree.add(leaf);
    compare(lastPosition, frame);
  }

  private void compare(long position, Hash frame) {
    if (isReached()) {
      Hash root = tree.root();
      while (isReached()) {
        claims.get(next++).compare(root, position, frame);
      }
    }
  }

  private boolean isReached() {
    return next < claims.size() && claims.get(next).checkpoint().size() == tree.leaves();
  }

  /** After the last group that could be read: what does not agree is added to the findings. */
  void finish(JournalReport journal) {
    long good = -1;
    for (Claim claim : claims) {
      Checkpoint checkpoint = claim.checkpoint();
      if (isOfAnother(journal, checkpoint)) {
        claim.violation(-1, -1, "the checkpoint is of another journal, " + checkpoint.journalId());
        continue;
      }
      switch (claim.comparison) {
        case NOT_REACHED -> {
          if (!journal.isReadable()) {
            return;
          }
          shorter(claim, journal);
        }
        case SAME -> good = checkpoint.position();
        case OTHER_RECORDS ->
            claim.violationSince(
                good,
                "the journal is not the one of the checkpoint of %s: its history was changed");
        case OTHER_FRAMES ->
            claim.violationSince(
                good,
                "the journal's frames were changed since the checkpoint of %s: it has their records"
                    + " but not the hash of the last frame");
      }
    }
  }

  private static void shorter(Claim claim, JournalReport journal) {
    Checkpoint checkpoint = claim.checkpoint();
    claim.violation(
        journal.nextPosition(),
        checkpoint.position(),
        "the journal is shorter than it was: the checkpoint of %s has %,d groups, the journal %,d"
            .formatted(checkpoint.time(), checkpoint.size(), journal.groups()));
  }

  private static boolean isOfAnother(JournalReport journal, Checkpoint checkpoint) {
    return journal.journalId().isPresent()
        && !journal.journalId().get().toString().equals(checkpoint.journalId());
  }
}
