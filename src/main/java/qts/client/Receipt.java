package qts.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of what was sent, all of it durable; the inputs that were refused are described in
 * the reports of the service.
 *
 * @param recorded recorded now
 * @param duplicate recorded before, when it was sent already
 * @param rejected broke a rule; the evidence is recorded
 * @param blocked stopped by a guard; the evidence is recorded
 * @param refusals the reports of batches with refused inputs, as JSON, one a line
 */
public record Receipt(long recorded, long duplicate, long rejected, long blocked, String refusals) {
  static final Receipt NOTHING = new Receipt(0, 0, 0, 0, "");

  private static final Pattern COUNT = Pattern.compile("\"([a-z]+)\":([0-9]+)");

  /** Reads the report of the service; its counts come before anything else. */
  static Receipt of(String report) {
    long rejected = count(report, "rejected");
    long blocked = count(report, "blocked");
    return new Receipt(
        count(report, "recorded"),
        count(report, "duplicate"),
        rejected,
        blocked,
        rejected + blocked == 0 ? "" : report + "\n");
  }

  /** A count of a report; 0 when it has none. */
  static long count(String report, String name) {
    Matcher matcher = COUNT.matcher(report);
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return Long.parseLong(matcher.group(2));
      }
    }
    return 0;
  }

  Receipt plus(Receipt other) {
    return new Receipt(
        recorded + other.recorded,
        duplicate + other.duplicate,
        rejected + other.rejected,
        blocked + other.blocked,
        refusals + other.refusals);
  }
}
