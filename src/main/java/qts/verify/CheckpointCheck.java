package qts.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares checkpoints with the journal they are of. */
final class CheckpointCheck {
  private final JournalReport journal;
  private final List<VerifierKey> keys;

  /**
   * @param keys who may have signed; when there are none, signatures are not checked
   */
  CheckpointCheck(JournalReport journal, List<VerifierKey> keys) {
    this.journal = journal;
    this.keys = keys;
  }

  /** Checks the files; what is wrong is added to their findings. */
  void check(List<CheckpointFile> files) {
    files.forEach(this::checkEach);
    List<Claim> claims = new ArrayList<>();
    for (CheckpointFile file : files) {
      file.entries().forEach(entry -> claims.add(new Claim(file, entry)));
    }
    claims.sort(Comparator.comparingLong(claim -> claim.entry.checkpoint().size()));
    compare(claims);
  }

  /** A checkpoint and the file it is in. */
  private record Claim(CheckpointFile file, CheckpointFile.Entry entry) {
    void violation(long firstPosition, long lastPosition, String what) {
      file.findings()
          .violation(new Violation(file.name(), entry.offset(), firstPosition, lastPosition, what));
    }
  }

  private void checkEach(CheckpointFile file) {
    for (CheckpointFile.Entry entry : file.entries()) {
      if (!keys.isEmpty() && !entry.checkpoint().isSignedByOneOf(keys)) {
        file.violation(entry.offset(), "the checkpoint is not signed by the key that was given");
      }
    }
  }

  /** Grows the tree from checkpoint to checkpoint, as far as the journal could be read. */
  private void compare(List<Claim> claims) {
    GroupTree tree = new GroupTree();
    long good = -1;
    for (Claim claim : claims) {
      Checkpoint checkpoint = claim.entry.checkpoint();
      if (isOfAnotherJournal(checkpoint)) {
        claim.violation(-1, -1, "the checkpoint is of another journal, " + checkpoint.journalId());
      } else if (checkpoint.size() > journal.knownGroups() && !journal.isReadable()) {
        return;
      } else if (checkpoint.size() > journal.groups().size()) {
        claim.violation(
            journal.nextPosition(),
            checkpoint.position(),
            "the journal is shorter than it was: the checkpoint of %s has %,d groups, the journal %,d"
                .formatted(checkpoint.time(), checkpoint.size(), journal.groups().size()));
      } else {
        grow(tree, checkpoint.size());
        good = compare(tree, claim, good);
      }
    }
  }

  private boolean isOfAnotherJournal(Checkpoint checkpoint) {
    return journal.journalId().isPresent()
        && !journal.journalId().get().toString().equals(checkpoint.journalId());
  }

  private void grow(GroupTree tree, long size) {
    while (tree.size() < size) {
      tree.add(journal.groups().get(Math.toIntExact(tree.size())));
    }
  }

  private long compare(GroupTree tree, Claim claim, long good) {
    Checkpoint checkpoint = claim.entry.checkpoint();
    long position =
        tree.size() == 0
            ? -1
            : journal.groups().get(Math.toIntExact(tree.size()) - 1).lastPosition();
    if (!tree.root().equals(checkpoint.root()) || position != checkpoint.position()) {
      claim.violation(
          Math.min(good + 1, checkpoint.position()),
          checkpoint.position(),
          "the journal is not the one of the checkpoint of %s: its history was changed"
              .formatted(checkpoint.time()));
      return good;
    }
    return checkpoint.position();
  }
}
