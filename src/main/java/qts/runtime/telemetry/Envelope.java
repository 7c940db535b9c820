package qts.runtime.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes items of telemetry in the form that Application Insights takes: each a JSON object with
 * what is common to all, and its data.
 *
 * @param key says whose telemetry it is
 * @param version the version of the program
 */
record Envelope(String key, String version) {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  /**
   * What one item is.
   *
   * @param sort {@code Metric}, {@code Request} or {@code RemoteDependency}
   * @param epochNanos when it happened
   * @param percent the share of the like that is sent
   * @param tags what it belongs to
   */
  record Item(
      String sort, long epochNanos, double percent, Resource source, Map<String, String> tags) {}

  byte[] write(Item item, Consumer<JsonGenerator> data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("ver", 1);
      json.writeStringProperty("name", "Microsoft.ApplicationInsights." + item.sort());
      json.writeStringProperty("time", Instant.ofEpochSecond(0, item.epochNanos()).toString());
      json.writeNumberProperty("sampleRate", item.percent());
      json.writeStringProperty("iKey", key);
      writeAll(json, "tags", tags(item));
      json.writeObjectPropertyStart("data");
      json.writeStringProperty("baseType", item.sort() + "Data");
      json.writeObjectPropertyStart("baseData");
      json.writeNumberProperty("ver", 2);
      data.accept(json);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private Map<String, String> tags(Item item) {
    Map<String, String> tags = new TreeMap<>(item.tags());
    tags.put("ai.application.ver", version);
    putIfPresent(tags, "ai.cloud.role", item.source(), SERVICE);
    putIfPresent(tags, "ai.cloud.roleInstance", item.source(), INSTANCE);
    return tags;
  }

  private static void putIfPresent(
      Map<String, String> tags, String tag, Resource source, AttributeKey<String> attribute) {
    String value = source.getAttribute(attribute);
    if (value != null) {
      tags.put(tag, value);
    }
  }

  /** Writes {@code attributes} as the properties of an item, all of them as texts. */
  static void writeProperties(JsonGenerator json, Attributes attributes) {
    Map<String, String> properties = new TreeMap<>();
    attributes.forEach((name, value) -> properties.put(name.getKey(), String.valueOf(value)));
    writeAll(json, "properties", properties);
  }

  private static void writeAll(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}
