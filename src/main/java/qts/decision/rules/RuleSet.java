package qts.decision.rules;

import java.util.List;
import qts.decision.Sha256;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.decision.json.PythonJson;

/**
 * Rules as configured, ready to be asked. Immutable; a {@link DecisionPipeline} runs one. The form
 * is in docs/rules.md.
 */
public final class RuleSet {

  /** The most extracts, transforms, judging rules and blocking rules, each. */
  public static final int MAX_PARTS = 64;

  /** The most samples of one window; a window by time with more covers the latest of them. */
  public static final int MAX_SAMPLES = 8_192;

  private static final long MINUTE_MILLIS = 60_000;

  private final JsonObject source;
  private final String name;
  private final String version;
  private final String hash;
  private final RuleScope scope;
  private final List<String> names;
  private final List<Extract> extracts;
  private final List<Feature> features;
  private final Histories histories;
  private final List<JudgingRule> judgingRules;
  private final BlockingRules blockingRules;

  RuleSet(
      JsonObject source,
      String name,
      String version,
      RuleScope scope,
      List<String> names,
      List<Extract> extracts,
      List<Feature> features,
      Histories histories,
      List<JudgingRule> judgingRules,
      List<BlockingRule> blockingRules) {
    this.source = source;
    this.name = name;
    this.version = version;
    this.hash = Sha256.hex(PythonJson.canonical(source));
    this.scope = scope;
    this.names = List.copyOf(names);
    this.extracts = List.copyOf(extracts);
    this.features = List.copyOf(features);
    this.histories = histories;
    this.judgingRules = List.copyOf(judgingRules);
    this.blockingRules = new BlockingRules(blockingRules);
  }

  /**
   * Reads a rule set strictly from UTF-8 JSON.
   *
   * @throws qts.decision.json.ContractViolation when it is none, with the path of what is wrong
   */
  public static RuleSet read(byte[] utf8) {
    return read(JsonReader.object(utf8));
  }

  /**
   * Reads a rule set strictly.
   *
   * @throws qts.decision.json.ContractViolation when it is none, with the path of what is wrong
   */
  public static RuleSet read(JsonObject source) {
    return new RuleSetReader(source).read();
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  /** SHA-256 in hex of the canonical JSON of the rule set: its identity in records. */
  public String hash() {
    return hash;
  }

  /** The rule set as it was read, to be recorded. */
  public JsonObject source() {
    return source;
  }

  /** Everything that can block an order of this rule set. */
  public BlockingRules blockingRules() {
    return blockingRules;
  }

  /** Where the numbers are that it extracts, see {@link SnapshotView#number}. */
  public List<String> paths() {
    return extracts.stream().map(Extract::path).toList();
  }

  /** How far back its windows of time and its counts of orders reach, milliseconds. */
  public long windowMillis() {
    return features.stream()
        .filter(Feature.LastMillis.class::isInstance)
        .mapToLong(feature -> ((Feature.LastMillis) feature).millis())
        .reduce(MINUTE_MILLIS, Math::max);
  }

  RuleScope scope() {
    return scope;
  }

  /** Whether it looks at the snapshots of a symbol and market at all. */
  public boolean looksAt(String symbol, String market) {
    return scope.covers(symbol, market);
  }

  /** The name of every slot. */
  List<String> names() {
    return names;
  }

  List<Extract> extracts() {
    return extracts;
  }

  List<Feature> features() {
    return features;
  }

  Histories histories() {
    return histories;
  }

  List<JudgingRule> judgingRules() {
    return judgingRules;
  }

  SymbolState newSymbol() {
    return new SymbolState(histories.limits(), names.size(), judgingRules.size());
  }
}
