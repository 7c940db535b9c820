package qts.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;

/**
 * Integrated mode: a strategy's own process records what it sees, without a service and without a
 * port. {@code record} returns when the snapshot is on the disk.
 */
public final class EmbeddedRecorder {
  private EmbeddedRecorder() {}

  /** Records one snapshot into the folder given as the first argument. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    RecorderSettings settings = RecorderSettings.in(Recorder.journalFolder(data));
    try (Recorder recorder = Recorder.open(settings, failure -> Runtime.getRuntime().halt(1))) {
      IntakeReport report = recorder.record(snapshot("71000.10").getBytes(UTF_8));
      System.out.println("recorded at position " + report.lastPosition());
    }
  }

  private static String snapshot(String price) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    return """
    {"meta":{"timestamp":"%s","timestamp_ms":%d,"session_id":"strategy-7","run_id":"%s",\
    "mode":"PROD","observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw",\
    "symbol":"005930","market":"KRX"},"observation":{"inputs":{"price":%s,"volume":10},\
    "computed":{},"state":{}}}\
    """
        .formatted(
            now.atOffset(ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)),
            now.toEpochMilli(),
            UUID.randomUUID(),
            price);
  }
}
