package qts.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.config.Settings;

/** Holds the table of metrics in the documentation, and what asks for metrics, to the program. */
class TelemetryDocTest {
  private static final Path DOC = Path.of("docs/telemetry.md");
  private static final String BEGIN = "<!-- metrics: begin -->\n";
  private static final String END = "<!-- metrics: end -->\n";
  private static final Pattern METRIC =
      Pattern.compile("# HELP (observer_\\S+) (.*)\n# TYPE \\S+ (\\S+)\n");
  private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| .*\n");
  private static final Pattern METRIC_IN_QUERY = Pattern.compile("\\bobserver_[a-z_]+");

  @TempDir Path folder;

  @Test
  void theTableOfMetricsHoldsWhatTheServiceShows() throws Exception {
    String doc = Files.readString(DOC);
    Map<String, String> rows = rows(doc);
    rows.putAll(shown());

    if (Boolean.getBoolean("observer.docs.write")) {
      Files.writeString(DOC, withTable(doc, rows));
    } else {
      assertThat(doc)
          .as("write it anew: -Dtest=TelemetryDocTest -Dobserver.docs.write=true")
          .isEqualTo(withTable(doc, rows));
    }
  }

  /** Not every machine has all of them: some have no limit on memory, for example. */
  @Test
  void everyMetricInTheTableIsInTheProgram() throws Exception {
    String program = program();

    assertThat(rows(Files.readString(DOC)).keySet())
        .allSatisfy(
            name -> assertThat(program).contains('"' + name.replaceAll("_info$", "") + '"'));
  }

  @Test
  void everyMetricThatAChartOrAnAlertAsksForIsSent() throws Exception {
    Map<String, String> shown = shown();

    for (String file :
        new String[] {
          "infra/modules/monitoring/workbook.tf",
          "infra/modules/monitoring/alerts.tf",
          "config/prometheus/alerts.rules.yaml"
        }) {
      assertThat(METRIC_IN_QUERY.matcher(Files.readString(Path.of(file))).results())
          .extracting(MatchResult::group)
          .as(file)
          .allSatisfy(name -> assertThat(shown).containsKey(name));
    }
  }

  private static String withTable(String doc, Map<String, String> rows) {
    return doc.substring(0, doc.indexOf(BEGIN) + BEGIN.length())
        + "| metric | sort | is |\n|---|---|---|\n"
        + String.join("", rows.values())
        + doc.substring(doc.indexOf(END));
  }

  private static Map<String, String> rows(String doc) {
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(doc.substring(doc.indexOf(BEGIN), doc.indexOf(END)))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group()));
    return rows;
  }

  private static String program() throws IOException {
    StringBuilder program = new StringBuilder();
    try (var files = Files.walk(Path.of("src/main/java/qts/runtime/metrics"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        program.append(Files.readString(file));
      }
    }
    return program.toString();
  }

  /**
   * A row of the table for each metric, by its name; what the platform itself tells is left out.
   */
  private Map<String, String> shown() throws IOException, InterruptedException {
    Map<String, String> rows = new TreeMap<>();
    METRIC
        .matcher(exposition())
        .results()
        .forEach(m ->
            rows.put(
                m.group(1), "| `%s` | %s | %s |\n".formatted(m.group(1), m.group(3), m.group(2))));
    return rows;
  }

  private String exposition() throws IOException, InterruptedException {
    try (Service service =
            Service.start(
                Settings.load(Map.of("OBSERVER_PORT", "0"), folder),
                () -> {
                  throw new AssertionError("the service must not end");
                });
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(service.address().resolve("/metrics")).build();
      client.send(request, BodyHandlers.discarding());
      client.send(
          HttpRequest.newBuilder(service.address().resolve("/v1/snapshots"))
              .POST(BodyPublishers.ofString("{}"))
              .build(),
          BodyHandlers.discarding());
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
