package qts.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import qts.logs.PlainText;

/** Rows of words in columns as wide as their longest word. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; all rows have the same number of words. */
  Table row(String... words) {
    rows.add(List.of(words).stream().map(PlainText::of).toList());
    return this;
  }

  /** The lines, indented, without spaces at their ends. */
  List<String> lines() {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    List<Integer> widths = IntStream.range(0, columns).mapToObj(this::width).toList();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String word = row.get(column);
      line.append(GAP).append(word).repeat(' ', widths.get(column) - word.length());
    }
    return line.toString().stripTrailing();
  }
}
