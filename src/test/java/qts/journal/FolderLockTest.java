package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a second writer out, also after somebody tried. */
@Timeout(60)
class FolderLockTest {
  @TempDir Path folder;
  private DiskStorage storage;

  @BeforeEach
  void onDisk() throws IOException {
    storage = storage();
  }

  @Test
  void whatThisProcessHasIsNotGivenTwiceUntilItIsGivenBack() throws IOException {
    try (Closeable _ = storage.lock()) {
      assertThat(storage().isLocked()).isTrue();
      for (DiskStorage same : List.of(storage, storage())) {
        assertThatExceptionOfType(JournalLockedException.class).isThrownBy(same::lock);
      }
    }
    assertThat(storage().isLocked()).isFalse();
    storage().lock().close();
  }

  @Tag("exhaustive")
  @Test
  void anAttemptWithinTheProcessDoesNotLetOtherProcessesIn() throws Exception {
    try (Closeable _ = storage.lock()) {
      for (DiskStorage same : List.of(storage, storage())) {
        assertThatExceptionOfType(JournalLockedException.class)
            .isThrownBy(same::lock)
            .withMessageContaining(folder.toString());
      }
      storage.forceNames();

      assertThat(firstWordsOfAnotherProcess()).isEqualTo("refused");
      assertThatExceptionOfType(JournalLockedException.class).isThrownBy(storage::lock);
    }
  }

  @Tag("exhaustive")
  @Test
  void aLockThatWasGivenBackCanBeTakenByAnybody() throws Exception {
    storage.lock().close();
    storage().lock().close();

    assertThat(firstWordsOfAnotherProcess()).isEqualTo("open 0");
    storage.lock().close();
  }

  @Test
  void anAttemptThatCannotOpenTheLockFileHoldsNothing() throws Exception {
    Path file = folder.resolve("lock");
    Files.createDirectory(file);
    assertThatExceptionOfType(IOException.class).isThrownBy(storage::lock);
    Files.delete(file);

    storage.lock().close();
  }

  private DiskStorage storage() throws IOException {
    return new DiskStorage(folder, InstantSource.system(), System::nanoTime);
  }

  /** What a writer in a process of its own says; it ends before this returns. */
  private String firstWordsOfAnotherProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JournalProcess.class.getName(),
                folder.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = out.readLine();
      process.getOutputStream().close();
      out.lines().forEach(rest -> {});
      return process.waitFor() == JournalProcess.FAILED ? "refused" : String.valueOf(line);
    }
  }
}
