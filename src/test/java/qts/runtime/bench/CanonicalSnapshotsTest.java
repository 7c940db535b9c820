package qts.runtime.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import qts.observer.Field;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

class CanonicalSnapshotsTest {
  @Test
  void everySnapshotIsValidAndHasARunIdOfItsOwn() {
    CanonicalSnapshots batch = new CanonicalSnapshots(500, "test", 1);
    List<String> lines = new String(batch.refill(1_768_122_192_417L), US_ASCII).lines().toList();
    List<String> runIds = lines.stream().map(CanonicalSnapshotsTest::runId).toList();

    assertThat(runIds)
        .hasSize(500)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f]{32}"));
    assertThat(String.join("", runIds).chars().distinct().count()).isEqualTo(16);
  }

  private static String runId(String line) {
    byte[] bytes = line.getBytes(US_ASCII);
    ScannedSnapshot snapshot = new ScannedSnapshot();
    assertThat(new SnapshotScanner().scan(bytes, 0, bytes.length, snapshot)).isTrue();
    return snapshot.decoded(Field.RUN_ID);
  }
}
