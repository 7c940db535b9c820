package qts.runtime.question;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import qts.observer.Utf8Buffer;

/** Links of decisions to snapshots that lead nowhere, or to another content than was named. */
final class Unresolved {
  /** No snapshot of this id is recorded, or it can't be read. */
  static final String NOT_RECORDED = "not_recorded";

  /** The snapshot of this id is not the one whose hash the decision names. */
  static final String OTHER_CONTENT = "other_content";

  private static final int MAX_LISTED = 100;

  private final List<Link> links = new ArrayList<>();
  private long count;

  private record Link(String runId, String reason) {}

  void add(String runId, String reason) {
    count++;
    if (links.size() < MAX_LISTED) {
      links.add(new Link(runId, reason));
    }
  }

  /** Adds how many there are, and the first of them. */
  void write(Utf8Buffer out) {
    out.add(ascii(",\"unresolved\":")).add(count).add(ascii(",\"unresolved_links\":["));
    String separator = "";
    for (Link link : links) {
      out.add(ascii(separator + "{\"run_id\":")).addQuoted(link.runId);
      out.add(ascii(",\"reason\":\"" + link.reason + "\"}"));
      separator = ",";
    }
    out.add(']');
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
