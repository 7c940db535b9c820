package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.TestDecisions;

/**
 * A journal of format version 1 that is kept for ever: two sealed segments and an open one whose
 * writer never ended, with snapshots, refused inputs, decisions, a gap, ledger records and
 * checkpoints. Every later version must read, recover and verify it. It was made by {@code
 * -Dtest=GoldenJournalTest -Dgolden.write=true}; never make it anew, add another beside it.
 */
class GoldenJournalTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/v1");
  private static final Path ARCHIVE = GOLDEN.resolve("journal.zip");
  private static final Path COUNTS = GOLDEN.resolve("kinds.txt");
  private static final Path KEY = GOLDEN.resolve("key.pub");

  @TempDir Path folder;

  @Test
  void theVerifierAcceptsIt() throws IOException {
    Path data = golden();
    List<VerifierKey> keys = List.of(VerifierKey.parse(Files.readString(KEY)).orElseThrow());
    List<CheckpointFile> checkpoints = new ArrayList<>();
    for (Map.Entry<String, Path> file : JournalFolder.at(data).checkpoints().entrySet()) {
      byte[] bytes = Files.readAllBytes(file.getValue());
      checkpoints.add(CheckpointFile.parse(file.getKey(), bytes, keys));
    }
    CheckpointCheck check = new CheckpointCheck(checkpoints);
    JournalReport report =
        new JournalVerifier(JournalFolder.at(data), true, 1, Progress.NONE).run(check);
    check.finish(report);
    checkpoints.forEach(file -> report.findings().addAll(file.findings()));
    assertThat(report.findings().violations()).isEmpty();
    assertThat(checkpoints).isNotEmpty();
    assertThat(report.segments()).isEqualTo(3);
    assertThat(report.ledgers()).isPositive();
    assertThat(report.closed()).isFalse();
  }

  @Test
  void recoveryAndReaderFindEveryRecord() throws IOException {
    try (Recorder recorder = new RecordedJournal(golden()).open()) {
      assertThat(recorder.journal().recovery().damages()).isEmpty();
      assertThat(recorder.journal().recovery().clean()).isFalse();
      long end = recorder.journal().recovery().nextPosition();
      assertThat(kinds(recorder, end)).isEqualTo(Files.readString(COUNTS));
    }
  }

  private static String kinds(Recorder recorder, long end) throws IOException {
    Map<String, Integer> kinds = new TreeMap<>();
    try (JournalReader reader = recorder.journal().reader()) {
      reader.forward(
          ReadRange.everything().positions(0, end - 1),
          new RecordVisitor() {
            @Override
            public boolean onRecord(Group group, int i) {
              kinds.merge(group.kind(i).name(), 1, Integer::sum);
              return true;
            }

            @Override
            public void onDamage(Damage damage) {
              throw new AssertionError(damage.toString());
            }
          });
    }
    StringBuilder text = new StringBuilder();
    kinds.forEach((kind, count) -> text.append(kind).append(' ').append(count).append('\n'));
    return text.toString();
  }

  private Path golden() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      write();
    }
    Path data = folder.resolve("golden");
    try (InputStream file = Files.newInputStream(ARCHIVE);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = data.resolve("journal").resolve(entry.getName());
        Files.createDirectories(target.getParent());
        Files.write(target, zip.readAllBytes());
      }
    }
    return data;
  }

  private void write() throws IOException {
    Path data = folder.resolve("made");
    Path key = folder.resolve("made.pem");
    RecordedJournal journal = new RecordedJournal(data).signing(key, folder.resolve("published"));
    journal.withSegments(3, 12, 25);
    try (Recorder recorder = journal.open()) {
      journal.record(recorder, 5, 25);
      byte[] late = RecordedJournal.lines(200_000, 20);
      recorder.record(late, 0, late.length, BodyFormat.LINES, Ack.DURABLE);
      String decisions =
          TestDecisions.judgment("golden-1", "BUY")
              + "\n"
              + TestDecisions.block("golden-1", "max_orders")
              + "\n"
              + TestDecisions.nonExecution("golden-1", "blocked")
              + "\n";
      byte[] lines = decisions.getBytes(UTF_8);
      recorder.recordDecisions(lines, 0, lines.length, BodyFormat.LINES, Ack.DURABLE);
      Files.createDirectories(GOLDEN);
      zip(data.resolve("journal"));
      long end = recorder.journal().durablePosition() + 1;
      Files.writeString(COUNTS, kinds(recorder, end));
      Files.copy(folder.resolve("made.pem.pub"), KEY);
    }
  }

  private static void zip(Path from) throws IOException {
    try (OutputStream file = Files.newOutputStream(ARCHIVE);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = from.relativize(path).toString();
        if (!name.equals("lock") && !name.equals("spare") && !name.equals("reserve")) {
          zip.putNextEntry(new ZipEntry(name));
          Files.copy(path, zip);
          zip.closeEntry();
        }
      }
    }
  }
}
