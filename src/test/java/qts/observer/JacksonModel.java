package qts.observer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract once more, the slow and plain way: Java's decoder, Jackson's tree, java.time. */
final class JacksonModel {
  private static final Pattern TIME =
      Pattern.compile("(.{10}T.{8}\\.\\d{3})\\d*(Z|[+-]\\d\\d:\\d\\d)");

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(1 << 20).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The text, when the bytes are UTF-8. */
  Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** The value, when the text is JSON. */
  Optional<JsonNode> json(String text) {
    try {
      return Optional.of(mapper.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  boolean meetsContract(JsonNode root) {
    JsonNode meta = root.path("meta");
    JsonNode context = root.path("context");
    return List.of(
                meta,
                context,
                root.at("/observation/inputs"),
                root.at("/observation/computed"),
                root.at("/observation/state"))
            .stream()
            .allMatch(JsonNode::isObject)
        && List.of("timestamp", "session_id", "run_id", "mode", "observer_version").stream()
            .allMatch(name -> meta.path(name).isString())
        && !meta.path("session_id").stringValue().isEmpty()
        && !meta.path("run_id").stringValue().isEmpty()
        && meta.path("timestamp_ms").isIntegralNumber()
        && optional(meta.path("iteration_id")).allMatch(JsonNode::isIntegralNumber)
        && optional(meta.path("buffer_depth")).allMatch(JsonNode::isIntegralNumber)
        && optional(meta.path("loop_interval_ms")).allMatch(JsonNode::isNumber)
        && optional(meta.path("latency_ms")).allMatch(JsonNode::isNumber)
        && optional(meta.path("tick_source")).allMatch(JsonNode::isString)
        && optional(meta.path("flush_reason")).allMatch(JsonNode::isString)
        && optional(context.path("symbol")).allMatch(JsonNode::isString)
        && optional(context.path("market")).allMatch(JsonNode::isString)
        && optional(root.path("trace")).allMatch(JsonNode::isObject)
        && Set.of("market", "broker", "system", "external").contains(word(context.path("source")))
        && Set.of("raw", "computed", "state").contains(word(context.path("stage")))
        && sameInstant(meta.path("timestamp").stringValue(), meta.path("timestamp_ms"));
  }

  private static Stream<JsonNode> optional(JsonNode node) {
    return Stream.of(node).filter(it -> !it.isMissingNode() && !it.isNull());
  }

  private static String word(JsonNode node) {
    return node.isString() ? node.stringValue() : "";
  }

  private static boolean sameInstant(String timestamp, JsonNode millis) {
    Matcher time = TIME.matcher(timestamp);
    if (!time.matches() || !millis.canConvertToLong()) {
      return false;
    }
    try {
      long instant = OffsetDateTime.parse(time.group(1) + time.group(2)).toInstant().toEpochMilli();
      return millis.longValue() >= instant && millis.longValue() <= instant + 100;
    } catch (DateTimeParseException noTime) {
      return false;
    }
  }
}
