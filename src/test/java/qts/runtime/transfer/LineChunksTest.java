package qts.runtime.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineChunksTest {
  @TempDir Path folder;

  @Test
  void chunksJoinToTheFileAndBeginWithLines() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(' ').append("é".repeat(random.nextInt(200))).append('\n');
    }
    text.append("the last without break");
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    List<Long> firstLines = new ArrayList<>();
    List<Long> saidFirstLines = new ArrayList<>();
    try (LineChunks chunks = new LineChunks(write(text.toString()))) {
      while (chunks.next()) {
        String chunk = new String(chunks.bytes(), 0, chunks.length(), StandardCharsets.UTF_8);
        joined.write(chunks.bytes(), 0, chunks.length());
        firstLines.add(Long.parseLong(chunk.substring(0, chunk.indexOf(' '))) + 1);
        saidFirstLines.add(chunks.firstLine());
      }
    }

    assertThat(joined.toString(StandardCharsets.UTF_8)).isEqualTo(text.toString());
    assertThat(saidFirstLines).hasSizeGreaterThan(2).isEqualTo(firstLines);
  }

  @Test
  void aLineLongerThanAChunkComesWhole() throws IOException {
    String text = "a\n" + "b".repeat(3 * LineChunks.CHUNK_BYTES) + "\nc";
    List<Integer> lengths = new ArrayList<>();
    try (LineChunks chunks = new LineChunks(write(text))) {
      while (chunks.next()) {
        lengths.add(chunks.length());
      }
    }

    assertThat(lengths).containsExactly(2, 3 * LineChunks.CHUNK_BYTES + 1 + 1);
  }

  @Test
  void aLineLongerThanAnyRecordIsAnError() throws IOException {
    Path file = write("a\n" + "b".repeat(LineChunks.MAX_LINE_BYTES + 1));
    try (LineChunks chunks = new LineChunks(file)) {
      assertThat(chunks.next()).isTrue();
      assertThatThrownBy(chunks::next).hasMessageContaining("Line 2 of " + file + " is longer");
    }
  }

  @Test
  void anEmptyFileHasNoChunks() throws IOException {
    try (LineChunks chunks = new LineChunks(write(""))) {
      assertThat(chunks.next()).isFalse();
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("lines"), text);
  }
}
