package qts.journal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link JournalProcess} says when samples of a thread, from number {@code n} on, are
 * durable at {@code positions}.
 */
record Acknowledgement(int thread, int n, List<Long> positions) {
  private static final String WORD = "durable";

  Acknowledgement {
    positions = List.copyOf(positions);
  }

  String line() {
    return positions.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" ", WORD + " " + thread + " " + n + " ", ""));
  }

  static boolean isLine(String line) {
    return line.startsWith(WORD);
  }

  static Acknowledgement of(String line) {
    String[] parts = line.split(" ", -1);
    return new Acknowledgement(
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Arrays.stream(parts, 3, parts.length).map(Long::valueOf).toList());
  }
}
