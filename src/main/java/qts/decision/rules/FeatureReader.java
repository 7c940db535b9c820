package qts.decision.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonValue;

/** Reads the transforms in their order; each may use the names before it. */
final class FeatureReader {
  private static final long SECOND_MILLIS = 1_000;
  private static final long MAX_SECONDS = 86_400;

  private final Names names;
  private final Histories histories;
  private final List<Feature> features;

  FeatureReader(Names names, Histories histories, List<Feature> features) {
    this.names = names;
    this.histories = histories;
    this.features = features;
  }

  void read(@Nullable JsonFields transforms) {
    if (transforms == null) {
      return;
    }
    atMost(transforms.path(""), transforms.names().size(), RuleSet.MAX_PARTS);
    for (String name : transforms.names()) {
      JsonFields fields = transforms.requiredFields(name);
      Definition definition = definition(fields);
      fields.nothingElse();
      features.add(definition.at(names.define(transforms.path(name), name)));
    }
  }

  /** A feature that waits for its slot, so that it can't name itself. */
  private interface Definition {
    Feature at(int slot);
  }

  private Definition definition(JsonFields fields) {
    for (WindowFunction function : WindowFunction.values()) {
      if (fields.value(function.word()) != null) {
        return window(fields, function);
      }
    }
    for (ArithmeticOperator operator : ArithmeticOperator.values()) {
      if (fields.value(operator.word()) != null) {
        return arithmetic(fields, operator);
      }
    }
    if (fields.value("since_ms") != null) {
      int source = names.slot(fields.path("since_ms"), fields.requiredText("since_ms"));
      return slot -> new Feature.Since(slot, source);
    }
    String path = fields.path("");
    throw ContractViolation.value(path, path + " is no transform; see docs/rules.md", "", "");
  }

  private Definition window(JsonFields fields, WindowFunction function) {
    String word = function.word();
    int source = names.slot(fields.path(word), fields.requiredText(word));
    if (fields.value("last") != null) {
      int samples = (int) within(fields, "last", RuleSet.MAX_SAMPLES);
      int history = histories.require(source, samples);
      return slot -> new Feature.LastSamples(slot, function, history, samples);
    }
    long millis = within(fields, "seconds", MAX_SECONDS) * SECOND_MILLIS;
    int history = histories.require(source, RuleSet.MAX_SAMPLES);
    return slot -> new Feature.LastMillis(slot, function, history, millis);
  }

  private Definition arithmetic(JsonFields fields, ArithmeticOperator operator) {
    List<JsonValue> operands = fields.items(operator.word());
    String path = fields.path(operator.word());
    if (operands.size() != 2) {
      throw ContractViolation.value(
          path, path + " needs two numbers or names", "2", "" + operands.size());
    }
    Operand left = names.operand(path, operands.getFirst(), false);
    Operand right = names.operand(path, operands.getLast(), false);
    return slot -> new Feature.Arithmetic(slot, operator, left, right);
  }

  private static long within(JsonFields fields, String name, long most) {
    long number = positive(fields, name);
    atMost(fields.path(name), number, most);
    return number;
  }

  /** A required whole number above zero. */
  static long positive(JsonFields fields, String name) {
    long number = fields.requiredWhole(name);
    if (number < 1) {
      String path = fields.path(name);
      throw ContractViolation.value(path, path + " must be at least 1", ">= 1", "" + number);
    }
    return number;
  }

  static void atMost(String path, long number, long most) {
    if (number > most) {
      throw ContractViolation.value(
          path, path + " must be at most " + most, "<= " + most, "" + number);
    }
  }
}
