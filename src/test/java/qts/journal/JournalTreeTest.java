package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static qts.journal.Storage.Mode.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tree over a journal of a sealed and an open segment, and how records lead to its root. */
class JournalTreeTest {
  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private SteppedJournal journal;

  @BeforeEach
  void aSealedAndAnOpenSegment() throws IOException {
    journal = new SteppedJournal(disk);
    journal.group("one", "two", "three");
    journal.group("four");
    journal.roll();
    journal.group("last but one", "last");
  }

  @Test
  void everyRecordLeadsToTheRoot() throws IOException {
    JournalTree tree = journal.journal().tree();
    tree.grow();
    List<Long> proved = new ArrayList<>();
    try (JournalReader reader = journal.journal().reader()) {
      for (long p = 0; p < reader.nextPosition(); p++) {
        Inclusion inclusion = reader.inclusion(p, tree.groups()).orElseThrow();
        if (inclusion.records().position(inclusion.index()) == p
            && inclusion.groupCount() == tree.groups()
            && rootOf(inclusion).equals(new Hash(tree.standing().root()))
            && Arrays.equals(inclusion.root(), tree.standing().root())) {
          proved.add(p);
        }
      }
    }

    assertThat(proved).hasSize((int) journal.journal().nextPosition());
    assertThat(tree.nextPosition()).isEqualTo(journal.journal().nextPosition());
  }

  @Test
  void aRecordIsInNoTreeThatEndsBeforeItAndInNoneThatIsStillToCome() throws IOException {
    JournalTree tree = journal.journal().tree();
    tree.grow();
    long all = tree.groups();
    try (JournalReader reader = journal.journal().reader()) {
      List<Optional<Long>> groups = new ArrayList<>();
      for (long count : List.of(0L, 1L, 2L, all, all + 1)) {
        groups.add(reader.inclusion(3, count).map(Inclusion::groupIndex));
      }
      assertThat(groups)
          .containsExactly(
              Optional.empty(),
              Optional.empty(),
              Optional.of(1L),
              Optional.of(1L),
              Optional.empty());
      assertThat(reader.inclusion(reader.nextPosition(), all)).isEmpty();
    }
  }

  @Test
  void aDamagedRecordHasNoProof() throws IOException {
    journal.close();
    byte[] segment = disk.bytes(SegmentHeader.fileName(1)).clone();
    segment[ForgedFrame.at(segment, 1) + FrameHeader.BYTES] ^= 1;
    try (SteppedJournal again = new SteppedJournal(disk)) {
      JournalTree tree = again.journal().tree();
      tree.grow();
      disk.replace(SegmentHeader.fileName(1), segment);
      try (JournalReader reader = again.journal().reader()) {
        assertThat(reader.inclusion(3, tree.groups())).isEmpty();
        assertThat(reader.inclusion(2, tree.groups())).isPresent();
      }
    }
  }

  @Test
  void theTreeOfAnotherTimeGoesOnToTheSameRoot() throws IOException {
    JournalTree whole = journal.journal().tree();
    JournalTree resumed = journal.journal().tree();
    JournalTree early = journal.journal().tree();
    early.grow();
    resumed.resume(early.standing());
    journal.group("later");
    journal.roll();
    whole.grow();
    resumed.grow();

    assertThat(resumed.standing().root())
        .isEqualTo(whole.standing().root())
        .isNotEqualTo(early.standing().root());
    assertThat(facts(resumed.standing())).isEqualTo(facts(whole.standing()));
    assertThat(resumed.groups()).isGreaterThan(early.groups());
  }

  @Test
  void theChainIsTheHashThatTheNextFrameCarries() throws IOException {
    List<Hash> ofTheTree = new ArrayList<>();
    JournalTree tree = journal.journal().tree();
    assertThatThrownBy(tree::chain).hasMessage("the tree has not grown");
    for (int i = 0; i < 3; i++) {
      tree.grow();
      ofTheTree.add(new Hash(tree.chain()));
      journal.group("another");
    }
    SegmentScan scan = SegmentScan.of(disk.open(SegmentHeader.fileName(2), READ), "", 4);
    List<Hash> carried = scan.frames().stream().map(f -> f.header().chain()).toList();

    assertThat(carried).containsSubsequence(ofTheTree).endsWith(ofTheTree.getLast());
  }

  private static List<Object> facts(JournalTree.Standing standing) {
    return List.of(standing.groups(), standing.nextPosition(), new Hash(standing.subtrees()));
  }

  @Test
  void noTreeStandsWhereItsNumbersDoNotFit() {
    assertThatThrownBy(() -> new JournalTree.Standing(-1, 5, new byte[0]))
        .hasMessage("no tree of -1 groups stands so");
    assertThatThrownBy(() -> new JournalTree.Standing(3, 2, new byte[64]))
        .hasMessage("no tree of 3 groups stands so");
    assertThatThrownBy(() -> new JournalTree.Standing(3, 3, new byte[32]))
        .hasMessage("no tree of 3 groups stands so");
    JournalTree.Standing fitting = new JournalTree.Standing(3, 4, new byte[64]);
    assertThat(fitting.subtrees()).hasSize(64);
    assertThat(List.of(fitting.groups(), fitting.nextPosition())).containsExactly(3L, 4L);
  }

  /** The root to which a record leads by its two paths. */
  private static Hash rootOf(Inclusion inclusion) {
    Group group = inclusion.records();
    Hash record = group.leaves().get(inclusion.index());
    Hash records =
        MerkleTreeTest.climb(
            record, inclusion.index(), group.count(), hashes(inclusion.recordPath()));
    ByteBuffer leaf = ByteBuffer.allocate(45).order(ByteOrder.LITTLE_ENDIAN);
    leaf.put((byte) 0).putLong(group.firstPosition()).putInt(group.count()).put(records.bytes());
    return MerkleTreeTest.climb(
        Hash.of(leaf.array()),
        inclusion.groupIndex(),
        inclusion.groupCount(),
        hashes(inclusion.groupPath()));
  }

  private static List<Hash> hashes(List<byte[]> path) {
    return path.stream().map(Hash::new).toList();
  }
}
