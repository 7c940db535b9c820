package qts.runtime.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import qts.journal.JournalReader;
import qts.observer.Calendars;
import qts.observer.Producer;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.question.Coverage;
import qts.runtime.question.Question;
import qts.runtime.question.Timeline;
import qts.runtime.question.WhyNot;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;

/**
 * Measures how long answers take from a journal of snapshots that a strategy outside answered, each
 * with a judgment of its own but for one, which {@code coverage} must find.
 */
public final class QuestionBench {
  private static final int BATCH = 1_000;
  private static final long T0 = 1_768_089_792_417L;
  private static final long BATCH_MILLIS = 1_000;
  private static final long NANOS = 1_000_000;
  private static final String SYMBOL = "005930";

  private final Path folder;
  private final Producer producer;
  private final CanonicalSnapshots snapshots = new CanonicalSnapshots(BATCH, "bench_questions", 1);
  private long millis = T0;
  private String someRunId = "";

  /**
   * One answer.
   *
   * @param question what was asked
   * @param millis how long it took
   * @param cpuMillis how long of that a processor worked on it; less where it waited for others
   * @param answerBytes how long the answer is
   */
  public record Answered(String question, long millis, long cpuMillis, long answerBytes) {}

  /** Works in {@code folder}, which it fills. */
  public QuestionBench(Path folder, Producer producer) {
    this.folder = folder;
    this.producer = producer;
  }

  /** Records {@code count} snapshots and all judgments but one, and tells of each answer. */
  public void run(int count, Consumer<Answered> told) throws IOException {
    RecorderSettings settings = RecorderSettings.in(folder.resolve("journal"));
    try (Recorder recorder = Recorder.open(settings, failure -> {})) {
      for (int from = 0; from < count; from += BATCH) {
        record(recorder, from, from <= count / 2 && count / 2 < from + BATCH);
      }
      recorder.journal().awaitDurable(recorder.journal().nextPosition() - 1);
      try (JournalReader reader = recorder.journal().reader()) {
        ask(reader, told);
      }
    }
  }

  private void record(Recorder recorder, int from, boolean dropsOne) throws IOException {
    millis += BATCH_MILLIS;
    byte[] body = snapshots.refill(millis);
    recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.RECEIVED);
    byte[] judgments = judgments(from, dropsOne ? BATCH / 2 : -1);
    recorder.recordDecisions(judgments, 0, judgments.length, BodyFormat.LINES, Ack.RECEIVED);
  }

  /** The judgments on the batch of snapshots as it is now. */
  private byte[] judgments(int from, int dropped) {
    String[] lines = new String(snapshots.body(), StandardCharsets.US_ASCII).split("\n", -1);
    StringBuilder judgments = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      int at = lines[i].indexOf("\"run_id\":\"") + 10;
      someRunId = lines[i].substring(at, at + 32);
      if (i != dropped) {
        judgments.append(judgment(from + i, someRunId)).append('\n');
      }
    }
    return judgments.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String judgment(int number, String runId) {
    return """
    {"kind":"judgment","decision_id":"d-%d","created_at":"%s","strategy_name":"bench",\
    "symbol":"%s","pipeline_step":"Decide","action":"HOLD","rests_on":[{"run_id":"%s"}]}\
    """
        .formatted(
            number, Instant.ofEpochMilli(millis).toString().replace("Z", "+00:00"), SYMBOL, runId);
  }

  private void ask(JournalReader reader, Consumer<Answered> told) throws IOException {
    String from = Long.toString(millis - BATCH_MILLIS);
    String to = Long.toString(millis + 1);
    Question timeline = new Timeline(() -> producer);
    for (String run : List.of("first", "again")) {
      told.accept(
          ask(
              "coverage, " + run,
              new Coverage(() -> producer),
              Map.of("strategy", "bench"),
              reader));
      told.accept(
          ask(
              "why-not, " + run,
              new WhyNot(() -> producer, Calendars.defaults()),
              Map.of("symbol", SYMBOL, "at", Long.toString(millis)),
              reader));
      told.accept(
          ask(
              "timeline of a second of a symbol, " + run,
              timeline,
              Map.of("symbol", SYMBOL, "from", from, "to", to),
              reader));
      told.accept(
          ask("timeline of a run_id, " + run, timeline, Map.of("run_id", someRunId), reader));
    }
  }

  private static Answered ask(
      String name, Question question, Map<String, String> parameters, JournalReader reader)
      throws IOException {
    CountingStream out = new CountingStream();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuBefore = threads.getCurrentThreadCpuTime();
    long started = System.nanoTime();
    try {
      question.answer(reader, listed(parameters), AnswerWriter.Form.LINES, out);
    } catch (InvalidQueryException wrong) {
      throw new IllegalStateException("a question of the measurement is refused", wrong);
    }
    long nanos = System.nanoTime() - started;
    long cpuNanos = threads.getCurrentThreadCpuTime() - cpuBefore;
    return new Answered(name, nanos / NANOS, cpuNanos / NANOS, out.bytes);
  }

  private static Map<String, List<String>> listed(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
  }

  /** Counts what it is given. */
  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
