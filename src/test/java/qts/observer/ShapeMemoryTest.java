package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeMemoryTest {
  private final SnapshotScanner scanner = new SnapshotScanner();

  @Test
  void aShapeIsRecognisedWhateverItsValuesAre() {
    Scan.of(scanner, Documents.withInputs("\"price\":1"));
    List<String> values = List.of("-0.5e3", "null", "true", "false", "12345678901234567890");

    assertThat(
            values.stream()
                .map(value ->
                    Scan.of(scanner, Documents.withInputs("\"price\":" + value))
                        .fields()
                        .get(Field.PRICE)))
        .containsExactly(
            "NUMBER -0.5e3",
            "NULL null",
            "BOOLEAN true",
            "BOOLEAN false",
            "NUMBER 12345678901234567890");
    assertThat(scanner.recognised()).isEqualTo(values.size());
  }

  @Test
  void aSnapshotIsNotRecognisedAsTheRecordItAlsoIs() {
    String both =
        "{\"snapshot\":%s,%s".formatted(Documents.CANONICAL, Documents.CANONICAL.substring(1));
    byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
    Scan snapshot = Scan.of(scanner, Form.SNAPSHOT, bytes);
    Scan record = Scan.of(scanner, Form.RECORD, bytes);

    assertThat(
            List.of(
                Scan.of(scanner, Form.SNAPSHOT, bytes),
                Scan.of(scanner, Form.RECORD, bytes),
                snapshot.snapshot(),
                record.snapshot()))
        .containsExactly(snapshot, record, both, Documents.CANONICAL);
  }

  @Test
  void moreShapesInTurnThanAreRememberedLeaveTheRememberedOnes() {
    int shapes = ShapeMemory.MAX_SHAPES + 8;
    scanInTurn(0, shapes);
    scanInTurn(0, shapes);

    assertThat(scanner.recognised()).isEqualTo(ShapeMemory.MAX_SHAPES);
  }

  @Test
  void aShapeThatLongDidNotComeMakesRoom() {
    scanInTurn(0, ShapeMemory.MAX_SHAPES);
    for (int i = 0; i <= ShapeMemory.PATIENCE; i++) {
      scanInTurn(1, ShapeMemory.MAX_SHAPES);
    }
    long before = scanner.recognised();
    scanInTurn(100, 101);
    scanInTurn(100, 101);
    scanInTurn(0, 1);

    assertThat(scanner.recognised() - before).isEqualTo(1);
  }

  private void scanInTurn(int from, int to) {
    IntStream.range(from, to)
        .forEach(i -> Scan.of(scanner, Documents.withInputs("\"k%d\":1".formatted(i))));
  }
}
