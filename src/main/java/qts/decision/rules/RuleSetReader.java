package qts.decision.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import qts.decision.Action;
import qts.decision.OrderType;
import qts.decision.RuleRef;
import qts.decision.Stage;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonFields;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonText;
import qts.decision.json.JsonValue;

/** Reads one rule set. What is unknown, missing or not allowed is refused with its path. */
final class RuleSetReader {
  private final JsonObject source;
  private final JsonFields root;
  private final Names names = new Names();
  private final Histories histories = new Histories();
  private final List<Extract> extracts = new ArrayList<>();
  private final List<Feature> features = new ArrayList<>();
  private final ConditionReader conditions = new ConditionReader(names, features);
  private final Set<RuleRef> refs = new HashSet<>();

  RuleSetReader(JsonObject source) {
    this.source = source;
    this.root = JsonFields.of(source);
  }

  RuleSet read() {
    String name = root.requiredText("name");
    String version = root.requiredText("version");
    RuleScope scope = RuleScope.read(root.fields("scope"));
    readExtracts();
    new FeatureReader(names, histories, features).read(root.fields("transform"));
    List<JudgingRule> judging = new ArrayList<>();
    for (JsonFields rule : parts("judge")) {
      judging.add(judgingRule(rule, name));
    }
    List<BlockingRule> blocking = new ArrayList<>();
    for (JsonFields rule : parts("block")) {
      blocking.add(blockingRule(rule));
    }
    root.nothingElse();
    return new RuleSet(
        source,
        name,
        version,
        scope,
        names.all(),
        extracts,
        features,
        histories,
        judging,
        blocking);
  }

  private List<JsonFields> parts(String list) {
    List<JsonFields> parts = root.objects(list);
    FeatureReader.atMost(root.path(list), parts.size(), RuleSet.MAX_PARTS);
    return parts;
  }

  private void readExtracts() {
    JsonFields fields = root.requiredFields("extract");
    FeatureReader.atMost(root.path("extract"), fields.names().size(), RuleSet.MAX_PARTS);
    for (String name : fields.names()) {
      extracts.add(extract(fields, name));
    }
  }

  private Extract extract(JsonFields fields, String name) {
    int slot = names.define(fields.path(name), name);
    JsonValue value = fields.requiredValue(name);
    if (value instanceof JsonText path) {
      return new Extract(name, slot, path.value(), false);
    }
    JsonFields detail = fields.requiredFields(name);
    Extract extract =
        new Extract(name, slot, detail.requiredText("path"), detail.flag("required", false));
    detail.nothingElse();
    return extract;
  }

  private JudgingRule judgingRule(JsonFields rule, String ruleSet) {
    RuleRef ref = ref(rule);
    JsonFields when = rule.requiredFields("when");
    JudgingRule judging =
        new JudgingRule(
            ref,
            rule.text("strategy_name", ruleSet),
            conditions.read(when, false),
            onRise(rule),
            template(rule.requiredFields("then")));
    rule.nothingElse();
    return judging;
  }

  private static boolean onRise(JsonFields rule) {
    String on = rule.text("on", "each");
    return switch (on) {
      case "each" -> false;
      case "rise" -> true;
      default ->
          throw ContractViolation.value(
              rule.path("on"), rule.path("on") + " must be each/rise", "each/rise", on);
    };
  }

  private OrderTemplate template(JsonFields then) {
    Action action = then.requiredWord("action", Action::ofJudgment);
    boolean order = action == Action.BUY || action == Action.SELL;
    OrderType type = order ? then.requiredWord("order_type", OrderType::of) : OrderType.NONE;
    OrderTemplate template =
        new OrderTemplate(
            action,
            type,
            order ? required(then, "qty") : null,
            order && type == OrderType.LIMIT ? required(then, "limit_price") : null,
            order ? operand(then, "reference_price") : null,
            then.text("reason"));
    then.nothingElse();
    return template;
  }

  private Operand required(JsonFields fields, String name) {
    Operand operand = names.operand(fields.path(name), fields.requiredValue(name), false);
    if (operand instanceof Operand.Literal literal && !(literal.value() > 0)) {
      throw ContractViolation.value(
          fields.path(name),
          fields.path(name) + " must be above 0",
          "> 0",
          literal.number().text());
    }
    return operand;
  }

  private @Nullable Operand operand(JsonFields fields, String name) {
    JsonValue value = fields.value(name);
    return value == null ? null : names.operand(fields.path(name), value, false);
  }

  private BlockingRule blockingRule(JsonFields rule) {
    RuleRef ref = ref(rule);
    Stage stage = rule.word("stage", Stage::of);
    JsonFields when = rule.fields("when");
    BlockingRule blocking =
        new BlockingRule(
            ref,
            rule.text("code", ref.id()),
            stage == null ? Stage.DECIDE : stage,
            when == null ? Condition.ALWAYS : conditions.read(when, true),
            demand(rule),
            rule.requiredText("reason"));
    rule.nothingElse();
    return blocking;
  }

  private BlockingRule.Demand demand(JsonFields rule) {
    String forbidden = rule.text("forbid_tag");
    if (forbidden != null) {
      return new BlockingRule.Forbid(forbidden);
    }
    Operand value = names.operand(rule.path("value"), rule.requiredValue("value"), true);
    Bounds bounds = Bounds.read(rule, names, true);
    return new BlockingRule.Keep(value, bounds, passUnknown(rule));
  }

  private static boolean passUnknown(JsonFields rule) {
    String unknown = rule.text("unknown", "block");
    return switch (unknown) {
      case "block" -> false;
      case "pass" -> true;
      default ->
          throw ContractViolation.value(
              rule.path("unknown"),
              rule.path("unknown") + " must be block/pass",
              "block/pass",
              unknown);
    };
  }

  private RuleRef ref(JsonFields rule) {
    RuleRef ref = new RuleRef(rule.requiredText("id"), rule.requiredText("version"));
    if (!refs.add(new RuleRef(ref.id(), null))) {
      throw ContractViolation.value(
          rule.path("id"), rule.path("id") + " is the id of another rule already", "", ref.id());
    }
    return ref;
  }
}
