package qts.runtime.recorder;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringProperty("rule", finding.rule());
      json.writeStringProperty("path", finding.path());
      json.writeStringProperty("reason", finding.reason());
      json.writeStringProperty("limit", finding.limit());
      json.writeStringProperty("actual", finding.actual());
      writeField(json, "session_id", input, Field.SESSION_ID);
      writeField(json, "run_id", input, Field.RUN_ID);
      writeField(json, "source", input, Field.SOURCE);
      writeField(json, "symbol", input, Field.SYMBOL);
      json.writeNumberProperty("input_bytes", input.length());
      json.writeStringProperty("input_sha256", sha256(input));
      writeInput(json, input);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeField(
      JsonGenerator json, String name, ScannedSnapshot input, Field field) {
    if (input.kind(field) == ValueKind.STRING && input.end(field) - input.start(field) <= 256) {
      json.writeStringProperty(name, input.decoded(field));
    }
  }

  private static void writeInput(JsonGenerator json, ScannedSnapshot input) {
    int kept = Math.min(input.length(), MAX_INPUT_BYTES);
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(input.bytes(), input.from(), kept))
              .toString();
      json.writeStringProperty("input", text);
    } catch (CharacterCodingException e) {
      ByteBuffer part = ByteBuffer.wrap(input.bytes(), input.from(), kept).slice();
      byte[] copy = new byte[kept];
      part.get(copy);
      json.writeStringProperty("input_base64", Base64.getEncoder().encodeToString(copy));
    }
    if (kept < input.length()) {
      json.writeBooleanProperty("input_cut", true);
    }
  }

  private static String sha256(ScannedSnapshot input) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(input.bytes(), input.from(), input.length());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime must have SHA-256", e);
    }
  }
}
