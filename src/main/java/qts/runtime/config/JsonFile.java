package qts.runtime.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a configuration file that must hold exactly one JSON object without repeated keys. */
final class JsonFile {
  /** No configuration is larger; a larger file is something else. */
  static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /**
   * The object in {@code file}; empty when it can't be read as one.
   *
   * @param key what the file is called in a problem
   * @param problems takes what is wrong
   */
  static Optional<JsonObject> read(Path file, String key, List<Problem> problems) {
    try {
      return object(STRICT.readTree(bytes(file)), file, key, problems);
    } catch (NoSuchFileException missing) {
      problems.add(
          new Problem(key, "does not exist: " + file, "Create it, or correct the setting."));
    } catch (AccessDeniedException denied) {
      problems.add(
          new Problem(
              key, "can't be read: " + file, "Give the user of this process read access to it."));
    } catch (IOException failed) {
      problems.add(
          new Problem(
              key,
              "can't be read: " + file + " (" + failed.getMessage() + ")",
              "Check that it is a file on a working disk."));
    } catch (JacksonException broken) {
      problems.add(notJson(file, key, broken));
    }
    return Optional.empty();
  }

  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private static Optional<JsonObject> object(
      JsonNode node, Path file, String key, List<Problem> problems) {
    if (node.isObject()) {
      return Optional.of(new JsonObject("", node, problems));
    }
    problems.add(
        new Problem(
            key,
            "does not hold a JSON object: " + file,
            "Begin the file with { and end it with }."));
    return Optional.empty();
  }

  private static Problem notJson(Path file, String key, JacksonException broken) {
    TokenStreamLocation at = broken.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new Problem(
        key,
        "is not valid JSON: " + file + place + ": " + broken.getOriginalMessage(),
        "Correct the file there.");
  }
}
