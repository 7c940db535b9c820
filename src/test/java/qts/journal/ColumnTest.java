package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import qts.observer.ScannedSnapshot;
import qts.observer.SnapshotScanner;

/** Which code a column gets, when its values agree until one does not. */
class ColumnTest {
  private static final String TIME = "2026-01-11T09:03:12.417+09:00";
  private static final String ELSEWHERE = "2026-01-11T09:03:12.417+01:00";
  private static final String LATER = "2026-01-11T09:03:12.418+09:00";
  private static final String ID = "d479cb6e4c6244299fb8486537245984";
  private static final String OTHER_ID = "00000000000000000000000000000000";
  private static final String DIGITS = "1234567890123456";

  private static final String SNAPSHOT =
      "{\"meta\":{\"timestamp\":\"2026-01-11T09:03:12.417+09:00\",\"timestamp_ms\":1768089792417,"
          + "\"session_id\":\"s\",\"run_id\":\"r\",\"mode\":\"DEV\",\"observer_version\":\"1\"},"
          + "\"context\":{\"source\":\"market\",\"stage\":\"raw\"},"
          + "\"observation\":{\"inputs\":{\"note\":\"VALUE\"},\"computed\":{},\"state\":{}}}";

  private final SnapshotScanner scanner = new SnapshotScanner();

  static Stream<Arguments> columns() {
    return Stream.of(
        Arguments.of(ColumnCode.CONSTANT, many("KOSPI", 200)),
        Arguments.of(ColumnCode.TIME, after(many(TIME, 130), LATER)),
        Arguments.of(ColumnCode.FIXED, after(many(TIME, 130), LATER, ELSEWHERE)),
        Arguments.of(ColumnCode.TEXT, after(many(TIME, 130), LATER, "then")),
        Arguments.of(ColumnCode.HEX, after(many(ID, 130), OTHER_ID)),
        Arguments.of(ColumnCode.FIXED, after(many(ID, 130), ID.replace('d', 'D'))),
        Arguments.of(ColumnCode.TEXT, after(many(ID, 130), OTHER_ID, "0")),
        Arguments.of(ColumnCode.HEX, after(many(DIGITS, 70), "0000000000000000")),
        Arguments.of(ColumnCode.INTEGER, after(many(DIGITS, 70), "7")),
        Arguments.of(ColumnCode.DECIMAL, after(many("71000.10", 130), "-3.05")),
        Arguments.of(ColumnCode.TEXT, after(many("71000.10", 130), "71000")),
        Arguments.of(ColumnCode.TEXT, after(many("a", 64), "bc")),
        Arguments.of(ColumnCode.CONSTANT, many("", 3)),
        Arguments.of(ColumnCode.TEXT, after(many("", 64), "b")));
  }

  private static List<String> many(String value, int count) {
    return Collections.nCopies(count, value);
  }

  private static List<String> after(List<String> values, String... more) {
    return Stream.concat(values.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void aColumnGetsTheFirstCodeThatSuitsAllOfIt(int code, List<String> values) {
    GroupBuffer group = new GroupBuffer(1 << 20);
    values.forEach(value -> add(group, value));

    List<Integer> codes =
        IntStream.of(1, 7, 64, 1000).mapToObj(step -> codeOfNotes(group, step)).toList();

    assertThat(codes).containsOnly(code);
  }

  private void add(GroupBuffer group, String value) {
    byte[] payload = SNAPSHOT.replace("VALUE", value).getBytes(UTF_8);
    ScannedSnapshot scanned = new ScannedSnapshot();
    assertThat(scanner.scan(payload, 0, payload.length, scanned)).isTrue();
    assertThat(scanner.scan(payload, 0, payload.length, scanned)).isTrue();
    group.add(new Entry().of(RecordKind.SNAPSHOT, "a@b", 1, 2, 3, 4).payload(scanned), 3, 0);
  }

  /** The code that the column of notes gets when {@code step} records come at a time. */
  private static int codeOfNotes(GroupBuffer group, int step) {
    GroupColumns columns = new GroupColumns();
    columns.clear();
    for (int at = 0; at < group.count; at += step) {
      columns.add(group, at, Math.min(group.count, at + step));
    }
    ByteSink body = new ByteSink(16);
    columns.writeTo(body, group);
    return body.array()[afterConstants(body.array(), group.dictionary().shape(0).valueCount() - 1)];
  }

  /** All other columns stand before it and are constant, with short values. */
  private static int afterConstants(byte[] body, int columns) {
    int at = 0;
    for (int i = 0; i < columns; i++) {
      assertThat(body[at]).isEqualTo((byte) ColumnCode.CONSTANT);
      at += 2 + body[at + 1];
    }
    return at;
  }
}
