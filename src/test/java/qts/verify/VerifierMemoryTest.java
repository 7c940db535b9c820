package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal of very many groups is verified in a heap that it does not fit into. */
class VerifierMemoryTest {
  private static final int LEDGER = 7;
  private static final int SNAPSHOT = 1;
  private static final int SEGMENTS = 8;
  private static final int GROUPS = 32_000;

  @TempDir Path folder;

  @Test
  void aLongJournalOfGroupsOfOneRecordNeedsNoMoreMemoryThanAShortOne() throws Exception {
    write(GROUPS, SNAPSHOT, "{}");
    assertThat(verify("-Xmx14m", "--ledger"))
        .contains("holds      8 segments, 256,000 groups, 256,000 records")
        .endsWith("INTACT: everything is as it was written.\n");
  }

  @Test
  void ledgerRecordsAreKeptOnlyUntilTheyWereCompared() throws Exception {
    StringBuilder ledger = new StringBuilder("{\"streams\":[");
    for (int i = 0; i < 200; i++) {
      ledger.append(
          """
          {"source":"market","session":"session_%d","sequence":0,"received":0,"recorded":0,\
          "rejected":0,"blocked":0,"duplicate":0,"shed":0},\
          """
              .formatted(i));
    }
    ledger.setCharAt(ledger.length() - 1, ']');
    write(120, LEDGER, ledger.append('}').toString());
    assertThat(verify("-Xmx14m", "--ledger"))
        .contains("ledger     960 ledger records computed again")
        .endsWith("INTACT: everything is as it was written.\n");
  }

  private void write(int groups, int kind, String payload) throws IOException {
    byte[] bytes = payload.getBytes(UTF_8);
    try (CraftedJournal journal = new CraftedJournal(folder.resolve("journal"))) {
      for (int segment = 0; segment < SEGMENTS; segment++) {
        journal.beginSegment();
        for (int group = 0; group < groups; group++) {
          journal.record(kind, bytes);
        }
      }
    }
  }

  /** What a process of its own with so small a heap says. */
  private String verify(String heap, String option) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    heap,
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "qts.verify.Main",
                    option,
                    folder.resolve("journal").toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("ended").isTrue();
    return Files.readString(out, UTF_8);
  }
}
