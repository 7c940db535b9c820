package qts.runtime.service;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAPI document as served, and what it says about answers. */
final class OpenApi {
  private static final String ID = "https://observer.invalid/openapi.json";

  private final JsonNode document;
  private final SchemaRegistry schemas;

  OpenApi(String text) {
    this.document = JsonMapper.shared().readTree(text);
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, text)));
  }

  /** Every operation as {@code GET /path}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, operation) ->
                operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  /** Every documented answer as {@code GET /path 200}; without those called default. */
  Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    for (String operation : operations()) {
      operation(operation).path("responses").propertyNames().stream()
          .filter(status -> !status.equals("default"))
          .forEach(status -> answers.add(operation + " " + status));
    }
    return answers;
  }

  private JsonNode operation(String operation) {
    int space = operation.indexOf(' ');
    return document
        .path("paths")
        .path(operation.substring(space + 1))
        .path(operation.substring(0, space).toLowerCase(Locale.ROOT));
  }

  /** What is wrong with an answer; empty when it is as documented. */
  List<String> faults(String operation, int status, String contentType, String body) {
    JsonNode responses = operation(operation).path("responses");
    String key = responses.has(Integer.toString(status)) ? Integer.toString(status) : "default";
    String type = contentType.replaceFirst(";.*", "");
    String at = pointer(operation) + "/responses/" + key;
    if (responses.path(key).has("$ref")) {
      at = responses.path(key).path("$ref").stringValue().substring(1);
    }
    JsonNode content = document.at(at).path("content");
    if (!content.has(type)) {
      return List.of(operation + " " + status + " answers as " + type + ", documented: " + content);
    }
    return type.endsWith("json") && !type.contains("ndjson")
        ? errors(at + "/content/" + escape(type) + "/schema", body)
        : List.of();
  }

  /** What is wrong with {@code body} as a component of that name. */
  List<String> errors(String pointer, String body) {
    Schema schema = schemas.getSchema(SchemaLocation.of(ID + "#" + pointer));
    return schema.validate(body, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  private static String pointer(String operation) {
    int space = operation.indexOf(' ');
    return "/paths/"
        + escape(operation.substring(space + 1))
        + "/"
        + operation.substring(0, space).toLowerCase(Locale.ROOT);
  }

  private static String escape(String token) {
    return token.replace("~", "~0").replace("/", "~1");
  }
}
