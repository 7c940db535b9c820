package qts.observer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that a scan says about an input, as one value to compare. */
record Scan(
    boolean accepted,
    @Nullable Finding finding,
    Map<Field, String> fields,
    String snapshot,
    long timestampMillis,
    List<Integer> counts,
    List<String> pieces) {

  static Scan of(SnapshotScanner scanner, Form form, byte[] document) {
    ScannedSnapshot into = new ScannedSnapshot();
    return of(scan(scanner, form, document, into), into);
  }

  /** Scans {@code document} where it stands inside a larger buffer. */
  static boolean scan(SnapshotScanner scanner, Form form, byte[] document, ScannedSnapshot into) {
    byte[] buffer = new byte[document.length + 7];
    Arrays.fill(buffer, (byte) '"');
    System.arraycopy(document, 0, buffer, 3, document.length);
    int to = 3 + document.length;
    return form == Form.SNAPSHOT
        ? scanner.scan(buffer, 3, to, into)
        : scanner.scanPatternRecord(buffer, 3, to, into);
  }

  static Scan of(SnapshotScanner scanner, String document) {
    return of(scanner, Form.SNAPSHOT, document.getBytes(StandardCharsets.UTF_8));
  }

  static Scan of(boolean accepted, ScannedSnapshot into) {
    return new Scan(
        accepted,
        into.finding(),
        fields(into),
        text(into, into.snapshotFrom(), into.snapshotTo()),
        into.timestampMillis(),
        List.of(into.inputs(), into.computed(), into.state()),
        pieces(into));
  }

  private static Map<Field, String> fields(ScannedSnapshot into) {
    Map<Field, String> fields = new TreeMap<>();
    for (Field field : Field.values()) {
      if (into.kind(field) != ValueKind.ABSENT) {
        fields.put(field, into.kind(field) + " " + text(into, into.start(field), into.end(field)));
      }
    }
    return fields;
  }

  /** The segments and values in turn; empty without a shape. */
  private static List<String> pieces(ScannedSnapshot into) {
    List<String> pieces = new ArrayList<>();
    Shape shape = into.shape();
    for (int i = 0; shape != null && i <= shape.valueCount(); i++) {
      pieces.add(new String(shape.segment(i), StandardCharsets.UTF_8));
      if (i < shape.valueCount()) {
        pieces.add(text(into, into.valueStart(i), into.valueEnd(i)));
      }
    }
    return pieces;
  }

  private static String text(ScannedSnapshot into, int start, int end) {
    return new String(into.bytes(), start, end - start, StandardCharsets.UTF_8);
  }

  /** The finding of a refused input. */
  Finding refusal() {
    if (finding == null) {
      throw new AssertionError("accepted: " + this);
    }
    return finding;
  }

  /** The input put together again from shape and values. */
  String reassembled() {
    return String.join("", pieces);
  }
}
