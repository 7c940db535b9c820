package qts.observer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
 * Snapshots scanned per second on one core: read in full, and recognised by their shape. Each
 * document of a batch has its own numbers, ids and times, as in a stream.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ScannerBenchmark {
  private static final int DOCUMENTS = 1000;
  private static final long FIRST_MILLIS = 1_768_089_792_000L;

  /** How many shapes take turns; they differ in one name in the middle. */
  @Param({"1", "8"})
  int shapes;

  private final ScannedSnapshot snapshot = new ScannedSnapshot();
  private final int[] ends = new int[DOCUMENTS];
  private byte[] batch = {};
  private SnapshotScanner recognising = new SnapshotScanner();
  private SnapshotScanner reading = new SnapshotScanner();

  @Setup
  public void setUp() {
    ShapeTable table = new ShapeTable();
    recognising = new SnapshotScanner(table, SnapshotScanner.DEFAULT_MAX_BYTES);
    reading = new SnapshotScanner(table, SnapshotScanner.DEFAULT_MAX_BYTES, 0);
    ByteBuffer lines = ByteBuffer.allocate(1 << 20);
    for (int i = 0; i < DOCUMENTS; i++) {
      lines.put(document(i, i % shapes).getBytes(StandardCharsets.UTF_8));
      ends[i] = lines.position();
      lines.put((byte) '\n');
    }
    batch = Arrays.copyOf(lines.array(), lines.position());
  }

  private static String document(int i, int shape) {
    String name = shape == 0 ? "symbol" : "symbol" + shape;
    return """
    {"meta":{"timestamp":"2026-01-11T09:03:12.%03d+09:00","timestamp_ms":%d,\
    "session_id":"session_007","run_id":"d479cb6e4c6244299fb8%012d","mode":"PROD",\
    "observer_version":"v1.0.0"},"context":{"source":"market","stage":"raw",\
    "%s":"005930","market":"KRX"},"observation":{"inputs":{"price":71000.%02d,\
    "volume":%d},"computed":{},"state":{}}}\
    """
        .formatted(i, FIRST_MILLIS + i, i, name, i % 100, 1884 + i);
  }

  @Benchmark
  @OperationsPerInvocation(DOCUMENTS)
  public long recognised() {
    return scanAll(recognising);
  }

  @Benchmark
  @OperationsPerInvocation(DOCUMENTS)
  public long read() {
    return scanAll(reading);
  }

  private long scanAll(SnapshotScanner scanner) {
    long sum = 0;
    int from = 0;
    for (int end : ends) {
      if (!scanner.scan(batch, from, end, snapshot)) {
        throw new IllegalStateException(String.valueOf(snapshot.finding()));
      }
      sum += snapshot.timestampMillis();
      from = end + 1;
    }
    return sum;
  }
}
