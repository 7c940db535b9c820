package qts.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Samples;
import qts.runtime.config.Settings;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;
import qts.runtime.service.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportExportTest {
  private static final String ALL_RECORDED =
      "received 600 = recorded 600 + rejected 0 + blocked 0 + duplicate 0 + shed 0\n";
  private static final String ALL_DUPLICATE =
      "received 600 = recorded 0 + rejected 0 + blocked 0 + duplicate 600 + shed 0\n";

  private final List<String> samples = Samples.lines("pattern_records.jsonl");

  @TempDir Path folder;

  @BeforeEach
  void writeSamples() throws IOException {
    Files.write(folder.resolve("records.jsonl"), samples);
  }

  @Test
  void offlineWhatWasImportedIsExportedByteForByte() throws IOException {
    assertThat(run("import", "records.jsonl", "--data-dir", "data").out()).isEqualTo(ALL_RECORDED);
    assertThat(run("import", "records.jsonl", "--data-dir", "data"))
        .isEqualTo(new FakeShell.Result(0, ALL_DUPLICATE, ""));

    assertThat(run("export", "--data-dir", "data"))
        .isEqualTo(
            new FakeShell.Result(0, text(samples), "exported 600 records to standard output\n"));
    run("export", "--data-dir", "data", "--out", "again.jsonl");
    assertThat(folder.resolve("again.jsonl"))
        .hasSameBinaryContentAs(folder.resolve("records.jsonl"));
    assertThat(folder.resolve("again.jsonl.part")).doesNotExist();
  }

  @Test
  void throughAServiceToo() throws IOException {
    FakeShell shell = new FakeShell(folder);
    try (Service service = service()) {
      String url = service.address().toString();
      assertThat(run("import", "records.jsonl", "--url", url).out()).isEqualTo(ALL_RECORDED);
      assertThat(run("import", "records.jsonl", "--url", url).out()).isEqualTo(ALL_DUPLICATE);
      assertThat(shell.run("export", "--url", url).out()).isEqualTo(text(samples));
      assertThat(run("export", "--data-dir", "data/observer").out()).isEqualTo(text(samples));
    }
  }

  private Service service() throws IOException {
    return Service.start(
        Settings.load(Map.of("OBSERVER_PORT", "0"), folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  @Test
  void refusedLinesAreNamedByFileAndLineAndMakeItFail() throws IOException {
    Path packed = folder.resolve("bad.jsonl.gz");
    String bad = "\n" + samples.getFirst() + "\n{\"snapshot\":{}}\n\nnothing\n" + samples.get(1);
    Files.write(packed, gzip(bad));
    FakeShell.Result result = run("import", "records.jsonl", "bad.jsonl.gz", "--data-dir", "data");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo("received 604 = recorded 600 + rejected 2 + blocked 0 + duplicate 2 + shed 0\n");
    assertThat(result.err().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "observer: " + packed + " line 3 rejected by FIELD_MISSING at snapshot."),
            line ->
                assertThat(line)
                    .startsWith("observer: " + packed + " line 5 rejected by JSON_SYNTAX"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void snapshotsRecordedHereAreExportedInTheSameForm() throws IOException {
    try (Recorder recorder = recorder()) {
      recorder.record(TestSnapshots.bytes("한국", 1, 1_768_089_792_417L, "71000.10"));
      recorder.record("broken".getBytes(UTF_8));
      String[] lines = run("export", "--data-dir", "data").out().split("\n", -1);
      JsonNode record = JsonMapper.shared().readTree(lines[0]);

      assertThat(lines).hasSize(2);
      assertThat(lines[0]).contains("\"symbol\":\"한국\"", "71000.10");
      assertThat(record.propertyNames())
          .containsExactly(
              "snapshot", "regime_tags", "condition_tags", "outcome_labels", "metadata");
    }
  }

  @Test
  void aCarriageReturnBetweenTokensBecomesASpaceSoThatARecordStaysALine() throws IOException {
    String line = samples.getFirst();
    Files.writeString(folder.resolve("cr.jsonl"), line.replaceFirst(": ", ":\r") + "\r\n");
    run("import", "cr.jsonl", "--data-dir", "data");

    assertThat(run("export", "--data-dir", "data").out()).isEqualTo(line + "\n");
  }

  private Recorder recorder() throws IOException {
    return Recorder.open(
        RecorderSettings.in(folder.resolve("data/journal")),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  @Test
  void aSelectionCanBeWrittenInWindowsOfTime() throws IOException {
    run("import", "records.jsonl", "--data-dir", "data");
    FakeShell.Result result =
        run(
            "export",
            "--data-dir",
            "data",
            "--out",
            "part",
            "--window",
            "1d",
            "--symbol",
            "005930");

    List<String> written = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("part_")).toList()) {
        assertThat(file.getFileName().toString()).matches("part_[0-9]{8}_0000\\.jsonl");
        written.addAll(Files.readAllLines(file));
      }
    }
    assertThat(result.status()).isZero();
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            samples.stream()
                .filter(line -> line.contains("\"symbol\": \"005930\""))
                .distinct()
                .toList());
    assertThat(run("export", "--data-dir", "data", "--out", "part", "--window", "1d").err())
        .contains("is there already. Name another file, or add --overwrite.");
  }

  @Test
  void aFolderInUseIsRefusedForImportAndReadForExport() throws IOException {
    run("import", "records.jsonl", "--data-dir", "data");
    try (Recorder recorder = recorder()) {
      assertThat(recorder.counts().recorded()).isEqualTo(600);
      assertThat(run("import", "records.jsonl", "--data-dir", "data"))
          .satisfies(result -> assertThat(result.status()).isEqualTo(1))
          .satisfies(
              result -> assertThat(result.err()).contains("another recorder holds the journal in"));
      assertThat(run("export", "--data-dir", "data").out()).isEqualTo(text(samples));
    }
  }

  @Test
  void whatCantBeDoneIsSaidWithTheRemedy() {
    assertThat(error(1, "export", "--data-dir", "nowhere")).contains("There is no journal in");
    assertThat(folder.resolve("nowhere")).doesNotExist();
    assertThat(error(1, "import", "none.jsonl", "--data-dir", "data")).contains("Check the path");
    assertThat(error(1, "import", ".", "--data-dir", "data")).contains("is a folder");
    assertThat(error(1, "export", "--url", "http://127.0.0.1:9"))
        .contains("Nothing listens at http://127.0.0.1:9");
    assertThat(error(2, "export", "--from", "monday")).contains("--from: 'monday' is neither");
    assertThat(error(2, "export", "--window", "7m")).contains("does not divide a day");
    assertThat(error(2, "export", "--window", "1h")).contains("--window needs --out");
    assertThat(error(2, "export", "--data-dir", "d", "--url", "http://127.0.0.1:9"))
        .contains("exclude each other");
    assertThat(error(2, "import")).contains("Missing required parameter");
  }

  private String error(int status, String... args) {
    FakeShell.Result result = run(args);
    assertThat(result.status()).as(result.err()).isEqualTo(status);
    return result.err();
  }

  private FakeShell.Result run(String... args) {
    return new FakeShell(folder).run(args);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
