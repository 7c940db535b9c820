package qts.decision.rules;

import java.util.ArrayList;
import java.util.List;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonNumber;

/** Reads conditions; a condition on freshness adds the feature it needs. */
final class ConditionReader {
  private static final String KINDS = "all, any, not, value, tag or fresh";

  private final Names names;
  private final List<Feature> features;

  ConditionReader(Names names, List<Feature> features) {
    this.names = names;
    this.features = features;
  }

  Condition read(JsonFields fields, boolean ofOrder) {
    Condition condition = kind(fields, ofOrder);
    fields.nothingElse();
    return condition;
  }

  private Condition kind(JsonFields fields, boolean ofOrder) {
    if (fields.value("all") != null) {
      return new Condition.All(parts(fields, "all", ofOrder));
    }
    if (fields.value("any") != null) {
      return new Condition.Any(parts(fields, "any", ofOrder));
    }
    if (fields.value("not") != null) {
      return new Condition.Not(read(fields.requiredFields("not"), ofOrder));
    }
    if (fields.value("tag") != null) {
      return new Condition.Tagged(fields.requiredText("tag"));
    }
    if (fields.value("fresh") != null) {
      return fresh(fields);
    }
    if (fields.value("value") != null) {
      Operand value = names.operand(fields.path("value"), fields.requiredValue("value"), ofOrder);
      return new Condition.Within(value, Bounds.read(fields, names, ofOrder));
    }
    String path = fields.path("");
    throw ContractViolation.value(
        path, path + " is no condition: it has none of " + KINDS, KINDS, "");
  }

  private List<Condition> parts(JsonFields fields, String name, boolean ofOrder) {
    List<Condition> parts = new ArrayList<>();
    for (JsonFields part : fields.objects(name)) {
      parts.add(read(part, ofOrder));
    }
    FeatureReader.atMost(fields.path(name), parts.size(), RuleSet.MAX_PARTS);
    if (parts.isEmpty()) {
      String path = fields.path(name);
      throw ContractViolation.value(path, path + " needs at least one condition", ">= 1", "0");
    }
    return List.copyOf(parts);
  }

  private Condition fresh(JsonFields fields) {
    String name = fields.requiredText("fresh");
    int source = names.slot(fields.path("fresh"), name);
    JsonNumber within = JsonNumber.of(FeatureReader.positive(fields, "within_ms"));
    Bounds.Bound bound =
        new Bounds.Bound(Comparison.AT_MOST, new Operand.Literal(within, within.doubleValue()));
    return new Condition.Within(new Operand.Named(since(name, source)), new Bounds(List.of(bound)));
  }

  private int since(String name, int source) {
    String internal = "since(" + name + ")";
    boolean there = names.has(internal);
    int slot = names.internal(internal);
    if (!there) {
      features.add(new Feature.Since(slot, source));
    }
    return slot;
  }
}
