package qts.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Inputs of one sort that wait to be sent, one a line. */
final class Batch {
  private final String path;
  private final List<String> lines = new ArrayList<>();

  Batch(String path) {
    this.path = path;
  }

  /** Where they are sent. */
  String path() {
    return path;
  }

  int size() {
    return lines.size();
  }

  /** Adds a JSON object. Line breaks stand between tokens only, so that a space does as well. */
  void add(String json) {
    lines.add(json.replace('\n', ' ').replace('\r', ' ').strip());
  }

  byte[] body(int max) {
    return String.join("\n", lines.subList(0, Math.min(max, lines.size())))
        .getBytes(StandardCharsets.UTF_8);
  }

  void removeFirst(int count) {
    lines.subList(0, Math.min(count, lines.size())).clear();
  }
}
