package qts.runtime.recorder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import qts.observer.Field;
import qts.observer.Finding;
import qts.observer.ScannedSnapshot;
import qts.observer.ValueKind;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of a rejected or blocked record: the finding, and the input as received, up to a limit;
 * length and hash stand for the rest.
 */
final class Evidence {
  /** How many bytes of a refused input are kept. */
  static final int MAX_INPUT_BYTES = 16 << 10;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Evidence() {}

  static byte[] write(Finding finding, ScannedSnapshot input) {
    Map<String, String> names = new LinkedHashMap<>();
    putName(names, "session_id", input, Field.SESSION_ID);
    putName(names, "run_id", input, Field.RUN_ID);
    putName(names, "source", input, Field.SOURCE);
    putName(names, "symbol", input, Field.SYMBOL);
    return write(finding, names, input.bytes(), input.from(), input.length());
  }

  static byte[] write(Finding finding, DecisionInput input) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("session_id", input.stream().session());
    names.put("source", input.stream().source());
    putName(names, "kind", input.name("kind"));
    putName(names, "decision_id", input.name("decision_id"));
    putName(names, "symbol", input.symbol());
    return write(finding, names, input.bytes(), 0, input.bytes().length);
  }

  private static byte[] write(
      Finding finding, Map<String, String> names, byte[] bytes, int from, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("rule", finding.rule());
      json.writeStringProperty("path", finding.path());
      json.writeStringProperty("reason", finding.reason());
      json.writeStringProperty("limit", finding.limit());
      json.writeStringProperty("actual", finding.actual());
      names.forEach(json::writeStringProperty);
      json.writeNumberProperty("input_bytes", length);
      json.writeStringProperty("input_sha256", sha256(bytes, from, length));
      writeInput(json, bytes, from, length);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void putName(
      Map<String, String> names, String name, ScannedSnapshot input, Field field) {
    if (input.kind(field) == ValueKind.STRING && input.end(field) - input.start(field) <= 256) {
      names.put(name, input.decoded(field));
    }
  }

  private static void putName(Map<String, String> names, String name, String value) {
    if (!value.isEmpty()) {
      names.put(name, value);
    }
  }

  private static void writeInput(JsonGenerator json, byte[] bytes, int from, int length) {
    int kept = Math.min(length, MAX_INPUT_BYTES);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, kept)).toString();
      json.writeStringProperty("input", text);
    } catch (CharacterCodingException e) {
      ByteBuffer part = ByteBuffer.wrap(bytes, from, kept).slice();
      byte[] copy = new byte[kept];
      part.get(copy);
      json.writeStringProperty("input_base64", Base64.getEncoder().encodeToString(copy));
    }
    if (kept < length) {
      json.writeBooleanProperty("input_cut", true);
    }
  }

  private static String sha256(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
