package qts.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;

class EmbeddedRecorderTest {
  @TempDir Path data;

  @Test
  void aProcessRecordsByItselfWithoutAService() throws IOException {
    EmbeddedRecorder.main(new String[] {data.toString()});
    EmbeddedRecorder.main(new String[] {data.toString()});

    RecorderSettings settings = RecorderSettings.in(Recorder.journalFolder(data));
    try (Recorder recorder = Recorder.open(settings, failure -> {})) {
      assertThat(recorder.counts()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    }
  }
}
