package qts.runtime.query;

import java.util.Optional;
import qts.observer.Notes;
import qts.observer.QualityFlag;
import qts.observer.SemanticRule;
import tools.jackson.databind.JsonNode;

/**
 * Tells whether a record carries a tag: a condition tag or a quality flag of its PatternRecord, or
 * the rule by which an input was refused.
 */
final class TagTest {
  private static final String GAP = "GAP_";

  private final String tag;
  private final Optional<QualityFlag> quality;
  private final Optional<SemanticRule> rule;

  TagTest(String tag) {
    this.tag = tag;
    this.quality = named(QualityFlag.values(), tag);
    this.rule = named(SemanticRule.values(), tag);
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    for (E one : all) {
      if (one.name().equals(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  boolean holds(StoredRecord record) {
    return switch (record.kind()) {
      case SNAPSHOT -> isNoted(record.notes()) || isQuality(record);
      case PATTERN -> isImported(record.json());
      case REJECTED, BLOCKED -> record.member("rule").equals(tag);
      case GAP, SHED, LEDGER, LIFECYCLE, JUDGMENT, BLOCK, NON_EXECUTION, SAFETY, RULES -> false;
    };
  }

  private boolean isQuality(StoredRecord record) {
    return quality.isPresent() && quality.get().holds(record.snapshot());
  }

  private boolean isNoted(Notes notes) {
    return (rule.isPresent() && notes.rules().contains(rule.get()))
        || notes.gap().filter(severity -> tag.equals(GAP + severity)).isPresent();
  }

  private boolean isImported(JsonNode record) {
    JsonNode metadata = record.path("metadata");
    return has(record.path("condition_tags"))
        || has(metadata.path("quality_flags"))
        || has(metadata.path("_quality").path("flags"));
  }

  private boolean has(JsonNode list) {
    for (JsonNode item : list) {
      if (item.asString("").equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
