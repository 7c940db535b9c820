package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that carry the hash of the last frame: what the tree does not cover is covered. */
class ChainLineTest {
  @TempDir Path folder;
  private Path data;
  private Path published;
  private JournalReport report;
  private TestSigner signer;
  private final List<String> notes = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A group and the root of the tree that ends with it. */
  private record Grown(long size, Hash root, long position, Hash frame) {}

  private final List<Grown> grown = new ArrayList<>();

  @BeforeEach
  void aJournalWithACheckpointAfterEachGroup() throws IOException, GeneralSecurityException {
    data = folder.resolve("data");
    published = folder.resolve("published.txt");
    signer = new TestSigner();
    new RecordedJournal(data).withSegments(2, 3, 5);
    MerkleTree tree = new MerkleTree();
    report =
        new JournalVerifier(JournalFolder.at(data), false, 1, Progress.NONE)
            .run((leaf, position, frame) -> {
              tree.add(leaf);
              grown.add(new Grown(tree.leaves(), tree.root(), position, frame));
            });
    for (Grown group : grown) {
      notes.add(signer.sign(text(group, "chain " + group.frame().base64() + "\n")));
    }
    Files.writeString(published, String.join("\n", notes) + "\n");
  }

  @Test
  void anUntouchedJournalAgrees() {
    assertThat(verify()).as(out.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).contains(notes.size() + " checkpoints in " + published);
  }

  @Test
  void checkpointsOfEarlierProgramsStayValid() throws IOException, GeneralSecurityException {
    Grown last = grown.getLast();
    Files.writeString(published, signer.sign(text(last, "")) + "\n" + notes.getLast() + "\n");
    assertThat(verify()).as(out.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).contains("2 checkpoints in " + published);
  }

  /** Every checksum and the whole chain are made anew; records and their roots stay. */
  @Test
  void headersThatWereChangedThroughoutAreNamedFromTheLastCheckpointThatAgrees()
      throws IOException {
    forgeKeyFilters(2);
    assertThat(verify()).isEqualTo(1);
    Grown good = grown.get(1);
    Grown first = grown.get(2);
    assertThat(out.toString(UTF_8))
        .contains(
            "violation  %s, byte %d, positions %d to %d: the journal's frames were changed since"
                .formatted(
                    published,
                    String.join("\n", notes.subList(0, 2)).getBytes(UTF_8).length + 1,
                    good.position() + 1,
                    first.position()))
        .doesNotContain("chain is broken")
        .doesNotContain("history was changed");
  }

  @Test
  void damageThatHidesAHashIsNoClaimAboutTheFrames() throws IOException {
    Path segment = data.resolve("journal").resolve(JournalFolder.segmentName(2));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[60] ^= 1;
    Files.write(segment, bytes);
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("violation  segment-0000000002.qtsj, byte 0: the header of the segment does not")
        .doesNotContain("violation  " + published);
  }

  @Test
  void aHashThatIsNoneIsNoCheckpoint() throws IOException, GeneralSecurityException {
    Files.writeString(
        published, notes.getFirst() + "\n" + signer.sign(text(grown.getLast(), "chain x\n")));
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString(UTF_8)).contains("no checkpoint is here");
  }

  private String text(Grown group, String chain) {
    return "%s\n%d\n%s\njournal %s\nposition %d\n%stime 2026-01-01T00:00:00.000Z\n"
        .formatted(
            TestSigner.NAME,
            group.size(),
            group.root().base64(),
            report.journalId().orElseThrow(),
            group.position(),
            chain);
  }

  /** Changes the key filter of each group from {@code from} on, and all that follows from it. */
  private void forgeKeyFilters(int from) throws IOException {
    Map<Hash, Hash> changed = new HashMap<>();
    int group = 0;
    for (int number = 1; number <= 2; number++) {
      Path file = data.resolve("journal").resolve(JournalFolder.segmentName(number));
      ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      replace(b, 56, changed);
      Hash before = Hash.of(b, 0, 92);
      b.putInt(88, Checksum.of(b, 0, 88));
      changed.put(before, Hash.of(b, 0, 92));
      Hash chain = Hash.of(b, 0, 92);
      for (int at = 4096; at + 172 < b.capacity() && b.getInt(at) != 0; at += b.getInt(at + 8)) {
        FrameHead head = FrameHead.read(b, at);
        Hash old = head.hash(b, at);
        b.put(at + 136, chain.bytes());
        if (!head.isSeal() && group++ >= from) {
          b.putLong(at + 88, ~b.getLong(at + 88));
        }
        b.putInt(at + 168, Checksum.of(b, at, at + 168));
        int trailer = at + head.frameLength() - FrameHead.TRAILER_BYTES;
        b.putInt(trailer, Checksum.of(b, at, trailer));
        chain = head.hash(b, at);
        changed.put(old, chain);
      }
      Files.write(file, b.array());
    }
    forgeWatermark(changed);
  }

  private void forgeWatermark(Map<Hash, Hash> changed) throws IOException {
    Path file = data.resolve("journal").resolve(WatermarkFile.NAME);
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    for (int at : new int[] {0, 4096}) {
      replace(b, at + 64, changed);
      b.putInt(at + 96, Checksum.of(b, at, at + 96));
    }
    Files.write(file, b.array());
  }

  private static void replace(ByteBuffer b, int at, Map<Hash, Hash> changed) {
    Hash found = Hash.read(b, at);
    b.put(at, changed.getOrDefault(found, found).bytes());
  }

  private int verify() {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Verification verification =
        new Verification(InputStream.nullInputStream(), folder, stream, stream, System::nanoTime);
    return new CommandLine(verification, 2, stream, stream)
        .run("--checkpoint", published.toString(), "--key", signer.key(), data.toString());
  }
}
