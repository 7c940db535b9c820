package qts.observer;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per snapshot behind the scanner: rules, deltas, gaps and encoded notes; and on the
 * way out, its PatternRecord. Every snapshot has its own price and volume.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PipelineBenchmark {
  private static final int SNAPSHOTS = 64;
  private static final long MILLIS = 1_768_089_792_417L;

  /** How many symbols take turns. */
  @Param({"1", "64"})
  int symbols;

  private final ScannedSnapshot[] snapshots = new ScannedSnapshot[SNAPSHOTS];
  private final byte[] encoded = new byte[Notes.MAX_BYTES];
  private final Utf8Buffer record = new Utf8Buffer();
  private final Notes notes = new Notes();
  private final PatternRecordWriter writer =
      new PatternRecordWriter(
          new Producer("observer_core", "observer_core_v1", "v1.0.0", "v1.0.0", ZoneOffset.UTC));
  private Pipeline pipeline = pipeline();

  @Setup
  public void setUp() {
    pipeline = pipeline();
    SnapshotScanner scanner = new SnapshotScanner();
    for (int i = 0; i < SNAPSHOTS; i++) {
      byte[] json = document(i).getBytes(StandardCharsets.UTF_8);
      snapshots[i] = new ScannedSnapshot();
      if (!scanner.scan(json, 0, json.length, snapshots[i])) {
        throw new IllegalStateException("refused: " + snapshots[i].finding());
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SNAPSHOTS)
  public int judge() {
    int bytes = 0;
    for (ScannedSnapshot snapshot : snapshots) {
      if (pipeline.judge(snapshot, MILLIS) instanceof Verdict.Accepted accepted) {
        bytes += accepted.notes().encode(encoded, 0);
      }
    }
    return bytes;
  }

  @Benchmark
  @OperationsPerInvocation(SNAPSHOTS)
  public int write() {
    record.clear();
    for (ScannedSnapshot snapshot : snapshots) {
      writer.write(snapshot, notes, MILLIS, record);
    }
    return record.length();
  }

  private static Pipeline pipeline() {
    return new Pipeline(PipelineSettings.defaults(), Guard.NONE, gap -> {});
  }

  private String document(int i) {
    return """
    {"meta":{"timestamp":"2026-01-11T09:03:12.417+09:00","timestamp_ms":%d,\
    "session_id":"session_007","run_id":"d479cb6e4c6244299fb8%012d","mode":"PROD",\
    "observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw",\
    "symbol":"%06d","market":"KRX"},"observation":{"inputs":{"price":71000.%02d,\
    "volume":%d},"computed":{},"state":{}}}\
    """
        .formatted(MILLIS, i, 5930 + i % symbols, i % 100, 1884 + i);
  }
}
