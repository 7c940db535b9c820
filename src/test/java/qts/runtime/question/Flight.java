package qts.runtime.question;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import qts.journal.JournalReader;
import qts.journal.JournalSettings;
import qts.observer.Producer;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderClock;
import qts.runtime.recorder.RecorderSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real recorder with a clock that stands until it is set, and questions about what it holds. */
final class Flight implements Closeable {
  /** 2026-01-11T09:03:12.417+09:00. */
  static final long T0 = 1_768_089_792_417L;

  static final Producer PRODUCER =
      new Producer("observer", "build", "v1.0.0", "v1.0.0", ZoneId.of("Asia/Seoul"));

  private final Recorder recorder;
  private volatile long millis;

  Flight(Path folder) throws IOException {
    this(folder, T0);
  }

  /** Begins when the clock says {@code millis}. */
  Flight(Path folder, long millis) throws IOException {
    this.millis = millis;
    RecorderSettings standard = RecorderSettings.in(folder);
    recorder =
        Recorder.open(
            new RecorderSettings(
                folder,
                JournalSettings.standard().withSegmentBytes(256 << 10),
                standard.pipeline(),
                standard.guard(),
                standard.maxSnapshotBytes()),
            clock(),
            () -> new UUID(1, 2),
            failure -> {
              throw new AssertionError(failure);
            });
    recorder.journal().awaitDurable(0);
  }

  private RecorderClock clock() {
    return new RecorderClock() {
      @Override
      public long millis() {
        return millis;
      }

      @Override
      public long nanos() {
        return 1;
      }
    };
  }

  Recorder recorder() {
    return recorder;
  }

  /** Sets the clock to {@code millis} after {@link #T0}. */
  Flight at(long millis) {
    this.millis = T0 + millis;
    return this;
  }

  /** Records snapshots at the time of the clock, one a symbol and number. */
  Flight snapshot(String symbol, int number) throws IOException {
    return snapshot(symbol, number, millis);
  }

  Flight snapshot(String symbol, int number, long eventMillis) throws IOException {
    snapshots(qts.runtime.recorder.TestSnapshots.line(symbol, number, eventMillis, "71000.10"));
    return this;
  }

  IntakeReport snapshots(String... lines) throws IOException {
    byte[] body = String.join("\n", lines).getBytes(UTF_8);
    return recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
  }

  IntakeReport decisions(String... lines) throws IOException {
    byte[] body = String.join("\n", lines).getBytes(UTF_8);
    return recorder.recordDecisions(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
  }

  /** The answer to a question whose parameters are given as name, value, name, value. */
  Answered ask(Question question, String... parameters) throws IOException {
    try {
      return new Answered(
          written(question, AnswerWriter.Form.LINES, parameters)
              .lines()
              .map(JsonMapper.shared()::readTree)
              .toList());
    } catch (InvalidQueryException e) {
      throw new AssertionError(e);
    }
  }

  /** The answer as it goes out. */
  String written(Question question, AnswerWriter.Form form, String... parameters)
      throws IOException, InvalidQueryException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JournalReader reader = recorder.journal().reader()) {
      question.answer(reader, named(parameters), form, out);
    }
    return out.toString(UTF_8);
  }

  static Map<String, List<String>> named(String... parameters) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      named.computeIfAbsent(parameters[i], name -> new ArrayList<>()).add(parameters[i + 1]);
    }
    return named;
  }

  /** An answer as lines. */
  record Answered(List<JsonNode> lines) {
    /** The line behind the records. */
    JsonNode end() {
      return lines.getLast();
    }

    String next() {
      return end().path("next_cursor").asString("");
    }

    /** A few words for each record. */
    List<String> records() {
      return lines.subList(0, lines.size() - 1).stream().map(Flight::label).toList();
    }
  }

  private static String label(JsonNode line) {
    JsonNode record = line.path("record");
    String kind = line.path("kind").asString();
    return switch (kind) {
      case "snapshot", "pattern" -> record.at("/snapshot/meta/run_id").asString();
      case "judgment", "non_execution" -> kind + " " + record.path("decision_id").asString();
      case "block" -> kind + " " + record.path("blocked_by").asString();
      case "gap" -> kind + " " + record.path("scope").asString();
      default -> kind;
    };
  }

  @Override
  public void close() throws IOException {
    recorder.close();
  }
}
