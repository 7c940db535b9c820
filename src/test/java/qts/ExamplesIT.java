package qts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for other languages, run as written against the real program. */
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("docs/examples/test.sh").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 180;

  @TempDir Path folder;

  @Test
  void everyExampleReportsAndIsAnswered() throws Exception {
    Path out = folder.resolve("examples.txt");
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      Process examples =
          new ProcessBuilder("sh", EXAMPLES.toString(), service.address().toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = examples.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(Files.readString(out)).isEqualTo("ok: curl\nok: Python\nok: TypeScript\n");
      assertThat(ended && examples.exitValue() == 0).isTrue();
    }
  }
}
