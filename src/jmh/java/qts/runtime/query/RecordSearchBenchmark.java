package qts.runtime.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import qts.journal.JournalReader;
import qts.observer.Producer;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;

/**
 * Nanoseconds per stored snapshot to read it back: written out as a line, or only looked at because
 * of its symbol or tag; and nanoseconds per request for the newest snapshot of a symbol.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecordSearchBenchmark {
  private static final int SNAPSHOTS = 50_000;
  private static final int BATCH = 1_000;
  private static final int SYMBOLS = 50;
  private static final long MILLIS = 1_768_089_792_417L;
  private static final Producer PRODUCER =
      new Producer("observer", "build", "v1.0.0", "v1.0.0", ZoneOffset.UTC);

  private Optional<Path> folder = Optional.empty();
  private Optional<Recorder> recorder = Optional.empty();

  @Setup
  public void setUp() throws IOException {
    Path made = Files.createTempDirectory("search");
    Recorder opened = Recorder.open(RecorderSettings.in(made), failure -> {});
    folder = Optional.of(made);
    recorder = Optional.of(opened);
    for (int first = 0; first < SNAPSHOTS; first += BATCH) {
      byte[] body =
          IntStream.range(first, first + BATCH)
              .mapToObj(i -> TestSnapshots.line("S" + i % SYMBOLS, i, MILLIS + i, "71000." + i))
              .collect(Collectors.joining("\n"))
              .getBytes(StandardCharsets.UTF_8);
      opened.record(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
    }
  }

  @TearDown
  public void tearDown() throws IOException {
    recorder.orElseThrow().close();
    try (Stream<Path> files = Files.walk(folder.orElseThrow())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SNAPSHOTS)
  public void everyRecordAsALine(Blackhole hole) throws IOException, InvalidQueryException {
    search(Map.of("limit", List.of("all")), hole);
  }

  @Benchmark
  @OperationsPerInvocation(SNAPSHOTS)
  public void oneSymbolOfFifty(Blackhole hole) throws IOException, InvalidQueryException {
    search(Map.of("limit", List.of("all"), "symbol", List.of("S7")), hole);
  }

  @Benchmark
  @OperationsPerInvocation(SNAPSHOTS)
  public void aTagThatNothingHas(Blackhole hole) throws IOException, InvalidQueryException {
    search(Map.of("tag", List.of("PRICE_JUMP")), hole);
  }

  @Benchmark
  public byte[] theNewestOfASymbol() throws IOException {
    return recorder.orElseThrow().newestSnapshot("S7").orElseThrow();
  }

  private void search(Map<String, List<String>> parameters, Blackhole hole)
      throws IOException, InvalidQueryException {
    try (JournalReader reader = recorder.orElseThrow().journal().reader()) {
      AnswerWriter writer =
          new AnswerWriter(
              new RecordJson(PRODUCER), AnswerWriter.Form.LINES, OutputStream.nullOutputStream());
      Answer answer = RecordSearch.run(reader, RecordQuery.parse(parameters), writer);
      writer.finish(answer);
      hole.consume(answer);
    }
  }
}
