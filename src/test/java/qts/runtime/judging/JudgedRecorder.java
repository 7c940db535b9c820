package qts.runtime.judging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import qts.decision.rules.Judge;
import qts.decision.rules.RuleSet;
import qts.journal.JournalSettings;
import qts.journal.Payloads;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderClock;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;
import qts.safety.AnomalyTriggers;
import qts.safety.Attribution;
import qts.safety.SafetyChange;

/** A recorder with rules on a clock that the snapshots turn: each is received at its own time. */
final class JudgedRecorder implements Closeable {
  /** 2026-01-11T09:03:12.417+09:00. */
  static final long T0 = 1_768_089_792_417L;

  /** Judges every snapshot with a price above 100 to buy; blocks prices above 110. */
  static final String RULES =
      """
      {"name": "test", "version": "1",
       "extract": {"price": {"path": "observation.inputs.price", "required": true}},
       "transform": {"mean_3": {"mean": "price", "last": 3}},
       "judge": [{"id": "buy", "version": "1", "when": {"value": "price", "above": 100},
                  "then": {"action": "BUY", "order_type": "LIMIT", "qty": 1,
                           "limit_price": "mean_3", "reference_price": "price",
                           "reason": "above 100"}}],
       "block": [{"id": "high", "version": "1", "value": "price", "at_most": 110,
                  "reason": "above 110"}]}\
      """;

  private final Recorder recorder;
  private final Path folder;
  private final AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
  private final Time time;
  private @Nullable JournalJudge judge;

  private JudgedRecorder(Path folder, Time time) throws IOException {
    this.folder = folder;
    this.time = time;
    RecorderSettings standard = RecorderSettings.in(folder.resolve("journal"));
    RecorderSettings settings =
        new RecorderSettings(
            standard.journalFolder(),
            JournalSettings.standard().withSegmentBytes(256 << 10).withDiskReserveBytes(0),
            standard.pipeline(),
            standard.guard(),
            new AnomalyTriggers(Map.of("GAP_MAJOR", new AnomalyTriggers.Trigger("GAP", 30_000))),
            standard.maxSnapshotBytes());
    recorder = Recorder.open(settings, time, () -> new UUID(1, 2), failure -> {});
  }

  /** Opens the recorder in {@code folder} and has it judged by {@link #RULES}. */
  static JudgedRecorder open(Path folder) throws IOException {
    return open(folder, RULES);
  }

  static JudgedRecorder open(Path folder, String rules) throws IOException {
    JudgedRecorder opened = closed(folder);
    opened.judge(Optional.of(RuleSet.read(rules.getBytes(UTF_8))), JournalJudge::pipeline);
    return opened;
  }

  /** Opens the recorder in {@code folder} without rules. */
  static JudgedRecorder closed(Path folder) throws IOException {
    return new JudgedRecorder(folder, new Time());
  }

  void judge(Optional<RuleSet> rules, Function<RuleSet, Judge> judges) throws IOException {
    judge =
        JournalJudge.start(
            recorder, rules, folder.resolve("cursors"), judges, (thread, e) -> bug.set(e));
  }

  Recorder recorder() {
    return recorder;
  }

  /** Enables trading, so that orders pass. */
  JudgedRecorder enableTrading() throws IOException {
    change(at -> new SafetyChange.Trading(true, new Attribution("test", "to see orders pass", at)));
    return this;
  }

  void change(LongFunction<SafetyChange> change) throws IOException {
    recorder.safety().change(change);
  }

  /** Records snapshots of one symbol, a second apart; the numbers go on from {@code first}. */
  JudgedRecorder send(int first, double... prices) throws IOException {
    for (int i = 0; i < prices.length; i++) {
      sendAt(first + i, T0 + (first + i) * 1_000L, prices[i]);
    }
    return this;
  }

  void sendAt(int number, long millis, double price) throws IOException {
    time.millis = Math.max(time.millis, millis);
    byte[] line = TestSnapshots.bytes("BTC", number, millis, Double.toString(price));
    recorder.record(line, 0, line.length, BodyFormat.DOCUMENT, Ack.DURABLE);
  }

  /** Records many snapshots with prices that wander about 100, in one body. */
  void sendMany(int first, int count) throws IOException {
    time.millis = T0 + (first + count) * 100L;
    byte[] body =
        IntStream.range(first, first + count)
            .mapToObj(i -> TestSnapshots.line("S" + i % 7, i, T0 + i * 100L, price(i)))
            .collect(Collectors.joining("\n"))
            .getBytes(UTF_8);
    recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
  }

  private static String price(int i) {
    return Double.toString(100 + 15 * Math.sin(i * 0.37));
  }

  /** Waits until everything recorded so far is judged. */
  JudgedRecorder settle() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> bug.get() != null || judge == null || judge.state().lagRecords() == 0);
    if (bug.get() != null) {
      throw new AssertionError(bug.get());
    }
    return this;
  }

  JudgingState state() {
    if (judge == null) {
      throw new AssertionError("there are no rules");
    }
    return judge.state();
  }

  @Override
  public void close() throws IOException {
    if (judge != null) {
      judge.close();
    }
    recorder.close();
  }

  /** The payloads of the records of some kinds in {@code folder}, in order. */
  static List<String> records(Path folder, RecordKind... kinds) throws IOException {
    int bits = 0;
    for (RecordKind kind : kinds) {
      bits |= kind.bit();
    }
    return Payloads.of(folder.resolve("journal"), ReadRange.everything().kinds(bits));
  }

  /** What the rules decided in {@code folder}, in order. */
  static List<String> decisions(Path folder) throws IOException {
    return records(folder, RecordKind.JUDGMENT, RecordKind.BLOCK, RecordKind.NON_EXECUTION);
  }

  /** A clock that goes forward when it is told. */
  private static final class Time implements RecorderClock {
    private volatile long millis = T0;

    @Override
    public long millis() {
      return millis;
    }

    @Override
    public long nanos() {
      return 1;
    }
  }
}
