package qts.runtime.scrub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import qts.runtime.files.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the {@link ScrubMemory} in a file. Losing it costs a pass over the journal and nothing
 * else, so a file that can't be understood counts as none.
 */
public final class ScrubMemoryFile {
  /** What the service remembers, in the data folder. */
  public static final String OF_SERVICE = "scrub.json";

  /** What {@code observer journal scrub} remembers, in the data folder. */
  public static final String OF_COMMAND = "scrub-command.json";

  private static final int MAX_BYTES = 4 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final Path file;

  public ScrubMemoryFile(Path file) {
    this.file = file;
  }

  /** What is remembered. */
  public ScrubMemory load() throws IOException {
    if (!Files.exists(file) || Files.size(file) > MAX_BYTES) {
      return ScrubMemory.NONE;
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), ScrubMemory.class);
    } catch (JacksonException unreadable) {
      return ScrubMemory.NONE;
    }
  }

  /** Replaces what is remembered, whole or not at all. */
  public void save(ScrubMemory memory) throws IOException {
    WholeFile.replace(file, JSON.writeValueAsBytes(memory));
  }
}
