package qts.decision;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;

/**
 * How often the same thing happened, when one record stands for many.
 *
 * @param count at least 1
 * @param firstAt and {@code lastAt} are there when it happened more than once
 */
public record Repeats(
    long count, @Nullable OffsetDateTime firstAt, @Nullable OffsetDateTime lastAt) {
  public static final Repeats ONCE = new Repeats(1, null, null);

  public Repeats {
    if (count < 1) {
      throw ContractViolation.value("count", "count must be at least 1", ">= 1", "" + count);
    }
  }

  static Repeats read(JsonFields fields) {
    long count = fields.whole("count", 1);
    OffsetDateTime firstAt = fields.time("first_at");
    OffsetDateTime lastAt = fields.time("last_at");
    return fields.build(() -> new Repeats(count, firstAt, lastAt));
  }

  void writeTo(JsonObject.Builder json) {
    if (count > 1) {
      json.put("count", count)
          .putIfPresent("first_at", Header.text(firstAt))
          .putIfPresent("last_at", Header.text(lastAt));
    }
  }
}
