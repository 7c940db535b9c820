package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;
import tools.jackson.databind.JsonNode;

/** Reading in full, recognising by shape, and Jackson agree on sound and on damaged documents. */
class ScanAgreementTest {
  private final Seeded seeded = new Seeded("scan agreement");
  private final RandomDocuments documents = new RandomDocuments(seeded);
  private final JacksonModel model = new JacksonModel();
  private final ShapeTable shapes = new ShapeTable();
  private final SnapshotScanner reading = new SnapshotScanner(shapes, 1 << 20, 0);
  private final SnapshotScanner recognising = new SnapshotScanner(shapes, 1 << 20);
  private final ScannedSnapshot read = new ScannedSnapshot();
  private final ScannedSnapshot recognised = new ScannedSnapshot();

  @Test
  void soundSnapshotsAreAcceptedAndPutTogetherAgain() {
    for (int i = 0; i < 10_000; i++) {
      String document = documents.snapshot();
      Scan scan = scan(Form.SNAPSHOT, document.getBytes(StandardCharsets.UTF_8));

      assertThat(scan.finding()).as(document).isNull();
      assertThat(scan.reassembled()).isIn(document, "");
    }
  }

  @Test
  void damagedSnapshotsAreJudgedAlike() {
    for (int i = 0; i < 4_000; i++) {
      byte[] document = documents.snapshot().getBytes(StandardCharsets.UTF_8);
      scan(Form.SNAPSHOT, document);
      for (int j = 0; j < 50; j++) {
        byte[] damaged = documents.damaged(document);
        judge(damaged, scanned(Form.SNAPSHOT, damaged));
      }
    }
    assertThat(recognising.recognised()).isGreaterThan(10_000);
    assertThat(reading.recognised()).isZero();
  }

  @Test
  void damagedRecordsAreJudgedAlike() {
    for (int i = 0; i < 500; i++) {
      String record = "{\"snapshot\":%s,\"metadata\":{\"a\":1}}".formatted(documents.snapshot());
      byte[] document = record.getBytes(StandardCharsets.UTF_8);
      assertThat(scan(Form.RECORD, document).finding()).isNull();
      for (int j = 0; j < 50; j++) {
        byte[] damaged = documents.damaged(document);
        judgeRecord(damaged, scanned(Form.RECORD, damaged));
      }
    }
  }

  @Test
  void manyShapesInTurnAreAllRecognised() {
    List<byte[]> turns =
        IntStream.range(0, ShapeMemory.MAX_SHAPES)
            .mapToObj(i -> documents.snapshot().getBytes(StandardCharsets.UTF_8))
            .toList();
    turns.forEach(document -> scan(Form.SNAPSHOT, document));
    long before = recognising.recognised();
    long withShape =
        turns.stream()
            .filter(document -> !scan(Form.SNAPSHOT, document).pieces().isEmpty())
            .count();

    assertThat(recognising.recognised() - before).isEqualTo(withShape);
  }

  private Scan scan(Form form, byte[] document) {
    return Scan.of(scanned(form, document), read);
  }

  /** Scans in both ways, which must find the same. */
  private boolean scanned(Form form, byte[] document) {
    boolean accepted = Scan.scan(reading, form, document, read);
    boolean alsoAccepted = Scan.scan(recognising, form, document, recognised);
    if (accepted != alsoAccepted || !found(read).equals(found(recognised))) {
      fail(
          "%s%nread in full: %s%nrecognised: %s",
          describe(document), Scan.of(accepted, read), Scan.of(alsoAccepted, recognised));
    }
    return accepted;
  }

  /** All that was found, without making texts of it. */
  private static List<Object> found(ScannedSnapshot scanned) {
    List<Object> found = new ArrayList<>();
    found.add(ByteBuffer.wrap(scanned.kind, 0, Place.SNAPSHOT.ordinal()));
    found.add(IntBuffer.wrap(scanned.start, 0, Place.SNAPSHOT.ordinal() + 1));
    found.add(IntBuffer.wrap(scanned.end, 0, Place.SNAPSHOT.ordinal() + 1));
    int values = scanned.shape == null ? 0 : scanned.values;
    found.add(IntBuffer.wrap(scanned.valueStart, 0, values));
    found.add(IntBuffer.wrap(scanned.valueEnd, 0, values));
    found.add(List.of(scanned.inputs(), scanned.computed(), scanned.state()));
    found.add(scanned.timestampMillis());
    found.add(Optional.ofNullable(scanned.finding()));
    found.add(System.identityHashCode(scanned.shape()));
    return found;
  }

  private void judge(byte[] document, boolean accepted) {
    Optional<String> text = model.text(document);
    Optional<JsonNode> json = text.flatMap(model::json);
    boolean agreed =
        switch (rule(read)) {
          case "" -> json.filter(model::meetsContract).isPresent();
          case "JSON_SYNTAX", "JSON_DUPLICATE_KEY" -> json.isEmpty();
          case "JSON_UTF8" -> text.isEmpty();
          case "JSON_LONE_SURROGATE", "JSON_NOT_FINITE", "JSON_NUMBER_SIZE", "JSON_DEPTH" -> true;
          case "JSON_VALUE_TOO_LONG" -> json.isPresent();
          default -> json.filter(node -> !model.meetsContract(node)).isPresent();
        };
    if (!agreed) {
      assertThat(Scan.of(accepted, read))
          .as(describe(document))
          .isEqualTo("what Jackson says: " + json);
    }
  }

  private void judgeRecord(byte[] document, boolean accepted) {
    Optional<JsonNode> json = model.text(document).flatMap(model::json);
    if (accepted && json.filter(node -> model.meetsContract(node.path("snapshot"))).isEmpty()) {
      assertThat(Scan.of(accepted, read))
          .as(describe(document))
          .isEqualTo("what Jackson says: " + json);
    }
  }

  private static String rule(ScannedSnapshot scanned) {
    Finding finding = scanned.finding();
    return finding == null ? "" : finding.rule();
  }

  private static String describe(byte[] document) {
    return new String(document, StandardCharsets.ISO_8859_1);
  }
}
