package qts.runtime.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import qts.journal.JournalReader;
import qts.journal.JournalSettings;
import qts.observer.Field;
import qts.observer.Producer;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderClock;
import qts.runtime.recorder.RecorderSettings;
import qts.safety.DeniedSymbols;

/** A real recorder in a folder of its own, with a clock that stands until it is set. */
final class Recording implements Closeable {
  /** 2026-01-11T09:03:12.417+09:00. */
  static final long T0 = 1_768_089_792_417L;

  /** The one symbol that is blocked. */
  static final String DENIED = "DENIED";

  static final Producer PRODUCER =
      new Producer("observer", "build", "v1.0.0", "v1.0.0", ZoneId.of("Asia/Seoul"));

  private final Recorder recorder;
  private volatile long millis = T0;

  Recording(Path folder) throws IOException {
    RecorderSettings standard = RecorderSettings.in(folder);
    RecorderSettings settings =
        new RecorderSettings(
            folder,
            JournalSettings.standard().withSegmentBytes(256 << 10),
            standard.pipeline(),
            new DeniedSymbols(List.of(DENIED)),
            standard.maxSnapshotBytes());
    recorder = Recorder.open(settings, clock(), () -> new UUID(1, 2), Recording::fail);
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

  private static void fail(Exception failure) {
    throw new AssertionError(failure);
  }

  Recorder recorder() {
    return recorder;
  }

  /** Sets the clock to {@code millis} after {@link #T0}. */
  void setClock(long millis) {
    this.millis = T0 + millis;
  }

  IntakeReport send(String... lines) throws IOException {
    byte[] body = String.join("\n", lines).getBytes(UTF_8);
    return recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
  }

  IntakeReport takeOver(String... lines) throws IOException {
    byte[] body = String.join("\n", lines).getBytes(UTF_8);
    return recorder.takeOver(body, 0, body.length, Ack.DURABLE);
  }

  /** What a query with these parameters, name after name and value, finds. */
  Found query(String... parameters) throws IOException {
    return query(named(parameters));
  }

  private Found query(Map<String, List<String>> parameters) throws IOException {
    try (JournalReader reader = recorder.journal().reader()) {
      List<String> records = new ArrayList<>();
      Answer answer =
          RecordSearch.run(
              reader, RecordQuery.parse(parameters), record -> records.add(label(record)));
      return new Found(records, answer);
    } catch (InvalidQueryException invalid) {
      throw new AssertionError(invalid);
    }
  }

  /** The records of all pages, one list a page. */
  List<List<String>> pages(String... parameters) throws IOException {
    Map<String, List<String>> asked = new LinkedHashMap<>(named(parameters));
    List<List<String>> pages = new ArrayList<>();
    Found found = query(asked);
    pages.add(found.records());
    while (found.answer().next().isPresent()) {
      asked.put("cursor", List.of(found.answer().next().get().text()));
      found = query(asked);
      pages.add(found.records());
    }
    return pages;
  }

  /** The answer as it goes out. */
  String written(AnswerWriter.Form form, String... parameters) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JournalReader reader = recorder.journal().reader()) {
      AnswerWriter writer = new AnswerWriter(new RecordJson(PRODUCER), form, out);
      writer.finish(RecordSearch.run(reader, RecordQuery.parse(named(parameters)), writer));
    } catch (InvalidQueryException invalid) {
      throw new AssertionError(invalid);
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

  /** The run id of a snapshot, the kind of any other record. */
  private static String label(StoredRecord record) {
    return record.isRecorded()
        ? record.snapshot().decoded(Field.RUN_ID)
        : record.kind().name().toLowerCase(Locale.ROOT);
  }

  /** What a query found. */
  record Found(List<String> records, Answer answer) {
    Completeness completeness() {
      return answer.completeness();
    }
  }

  @Override
  public void close() throws IOException {
    recorder.close();
  }
}
