package qts.runtime.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import qts.decision.json.JsonReader;
import qts.journal.DiskStorage;
import qts.journal.Journal;
import qts.journal.JournalFailedException;
import qts.journal.JournalListener;
import qts.journal.JournalReader;
import qts.journal.RecordKind;
import qts.observer.Finding;
import qts.observer.Pipeline;
import qts.observer.ShapeTable;
import qts.observer.SnapshotScanner;
import qts.runtime.checkpoint.CheckpointStanding;
import qts.runtime.checkpoint.Checkpointer;

/**
 * The flight recorder: takes snapshots, decides what becomes of each, and keeps all of it in one
 * journal. Used by the service behind its HTTP interface, and by itself inside another Java process
 * (integrated mode). All methods may be called from any thread; those that record return when the
 * records are on the disk, unless asked not to wait.
 */
public final class Recorder implements Closeable {
  private final Journal journal;
  private final Sequencer sequencer;
  private final Answering answering;
  private final RecorderClock clock;
  private final ShapeTable shapes = new ShapeTable();
  private final int maxSnapshotBytes;
  private final ConcurrentLinkedDeque<Intake> intakes = new ConcurrentLinkedDeque<>();
  private final GapLog gaps = new GapLog();
  private final Integrity integrity = new Integrity();
  private final Traffic traffic;
  private final RecorderListener listener;
  private final Decisions decisions;
  private final Safety safety;
  private final Housekeeping housekeeping;
  private final Optional<Checkpointer> checkpointer;

  private Recorder(
      RecorderSettings settings, RecorderClock clock, Supplier<UUID> ids, RecorderListener listener)
      throws IOException {
    this.clock = clock;
    this.maxSnapshotBytes = settings.maxSnapshotBytes();
    this.listener = listener;
    this.traffic = new Traffic(listener, integrity);
    this.journal = open(settings, clock, ids, traffic);
    Ledger ledger = new Ledger(journal.maxPayloadBytes());
    this.sequencer =
        new Sequencer(
            journal,
            g -> new Pipeline(settings.pipeline(), settings.guard(), g),
            settings.anomalies(),
            ledger,
            gaps);
    this.answering = new Answering(journal, sequencer, clock);
    this.decisions = new Decisions(journal, sequencer);
    this.safety = new Safety(journal, sequencer, clock);
    this.housekeeping = new Housekeeping(journal, sequencer, safety, clock, integrity);
    this.checkpointer =
        settings
            .checkpoints()
            .map(how -> new Checkpointer(how, journal, settings.journalFolder(), clock::millis));
  }

  private static Journal open(
      RecorderSettings settings, RecorderClock clock, Supplier<UUID> ids, JournalListener listener)
      throws IOException {
    return Journal.open(
        new DiskStorage(
            settings.journalFolder(), () -> Instant.ofEpochMilli(clock.millis()), clock::nanos),
        settings.journal().withProcessors(Runtime.getRuntime().availableProcessors()),
        ids,
        new StoredKeys(new SnapshotScanner()),
        listener);
  }

  /** Opens a recorder on this machine's clocks. */
  public static Recorder open(RecorderSettings settings, RecorderListener listener)
      throws IOException {
    return open(settings, RecorderClock.system(), UUID::randomUUID, listener);
  }

  /**
   * Opens a recorder: recovers its journal, takes up its accounts where they were, and records the
   * start.
   *
   * @param ids makes the id of a new journal
   * @throws qts.journal.JournalLockedException when another recorder has the folder
   */
  public static Recorder open(
      RecorderSettings settings, RecorderClock clock, Supplier<UUID> ids, RecorderListener listener)
      throws IOException {
    Recorder recorder = new Recorder(settings, clock, ids, listener);
    boolean started = false;
    try {
      recorder.start();
      started = true;
      return recorder;
    } finally {
      if (!started) {
        recorder.journal.close();
      }
    }
  }

  private void start() throws IOException {
    Restoration restoration =
        new Restoration(
            sequencer.ledger(),
            gaps,
            sequencer.pipeline(),
            sequencer.newest(),
            sequencer.safety(),
            clock.millis());
    try (JournalReader reader = journal.reader()) {
      restoration.run(reader);
    }
    integrity.remember(journal.recovery().damages());
    housekeeping.start(journal.recovery(), restoration.possibleLoss());
    checkpointer.ifPresent(Checkpointer::start);
  }

  /** Records one snapshot, given as JSON in UTF-8. */
  public IntakeReport record(byte[] snapshot) throws IOException {
    return record(snapshot, 0, snapshot.length, BodyFormat.DOCUMENT, Ack.DURABLE);
  }

  /**
   * Records the snapshots in {@code bytes[from, to)}.
   *
   * @throws JournalFailedException when it is not known whether they are durable; sending them
   *     again after a restart is safe
   */
  public IntakeReport record(byte[] bytes, int from, int to, BodyFormat format, Ack ack)
      throws IOException {
    return take(new Inputs(bytes, from, to, format), RecordKind.SNAPSHOT, ack);
  }

  /** Takes over the PatternRecord lines of another producer in {@code bytes[from, to)}. */
  public IntakeReport takeOver(byte[] bytes, int from, int to, Ack ack) throws IOException {
    return take(new Inputs(bytes, from, to, BodyFormat.LINES), RecordKind.PATTERN, ack);
  }

  /**
   * Records the decisions of strategies in {@code bytes[from, to)} as they are: judgments, blocks
   * and non-executions. The same bytes again are a duplicate; another judgment under a known {@code
   * decision_id} is rejected.
   *
   * @throws JournalFailedException when it is not known whether they are durable; sending them
   *     again after a restart is safe
   */
  public IntakeReport recordDecisions(byte[] bytes, int from, int to, BodyFormat format, Ack ack)
      throws IOException {
    int maxBytes = Math.min(maxSnapshotBytes, JsonReader.MAX_BYTES);
    return new DecisionIntake(sequencer, answering, decisions, clock, maxBytes, listener)
        .take(new Inputs(bytes, from, to, format), ack);
  }

  /**
   * Records what rules decided: {@code decided} from index {@code from} on, in order, as far as
   * there is room. Not durable when this returns.
   *
   * @return how far it came, and the last position
   */
  public Appended append(List<Decided> decided, int from) throws IOException {
    return decisions.append(decided, from, clock);
  }

  /** Records which rules judge from here on; durable when this returns its position. */
  public long recordRules(byte[] payload) throws IOException {
    long position = sequencer.append(RecordKind.RULES, payload, clock);
    journal.awaitDurable(position);
    return position;
  }

  /** The recorder's wall clock, epoch milliseconds. */
  public long nowMillis() {
    return clock.millis();
  }

  /** The state of safety and its changes. */
  public Safety safety() {
    return safety;
  }

  private IntakeReport take(Inputs inputs, RecordKind kind, Ack ack) throws IOException {
    Intake intake = intake();
    IntakeReport report = intake.take(inputs, kind, ack);
    intakes.offerFirst(intake);
    return report;
  }

  /**
   * Records an input that is refused as it is, such as a body that can't be unpacked: {@code
   * bytes[from, to)} is kept as evidence, as far as {@link Evidence} keeps it.
   */
  public IntakeReport refuse(byte[] bytes, int from, int to, Finding finding) throws IOException {
    Intake intake = intake();
    IntakeReport report = intake.refuse(bytes, from, to, finding);
    intakes.offerFirst(intake);
    return report;
  }

  private Intake intake() {
    Intake pooled = intakes.pollFirst();
    return pooled == null
        ? new Intake(journal, sequencer, answering, clock, shapes, maxSnapshotBytes, listener)
        : pooled;
  }

  /** How many inputs ended in which outcome since the journal was begun. */
  public Counts counts() {
    sequencer.lock();
    try {
      return sequencer.ledger().total();
    } finally {
      sequencer.unlock();
    }
  }

  /**
   * The newest snapshot as it was received; empty while there is none. Snapshots that were taken
   * over from another producer don't count.
   */
  public Optional<byte[]> newestSnapshot() throws IOException {
    return new NewestSnapshot(journal, sequencer, Optional.empty()).fetch();
  }

  /** The newest snapshot whose {@code context.symbol} is {@code symbol}. */
  public Optional<byte[]> newestSnapshot(String symbol) throws IOException {
    return new NewestSnapshot(journal, sequencer, Optional.of(symbol)).fetch();
  }

  /** The same per stream, and what is known about silences. */
  public Standing standing() {
    sequencer.lock();
    try {
      return Standing.of(sequencer.ledger(), gaps);
    } finally {
      sequencer.unlock();
    }
  }

  /** Which places of the journal are known to be damaged. */
  public Integrity integrity() {
    return integrity;
  }

  /** What passes through, for metrics. */
  public Traffic traffic() {
    return traffic;
  }

  /** How far signed checkpoints are; empty when none are made. */
  public Optional<CheckpointStanding> checkpoints() {
    return checkpointer.map(Checkpointer::standing);
  }

  /** The journal, for reading and for its state. */
  public Journal journal() {
    return journal;
  }

  /** Records the stop, leaves everything durable and gives the folder up. */
  @Override
  public void close() throws IOException {
    housekeeping.stop();
    checkpointer.ifPresent(Checkpointer::close);
    sequencer.close();
    journal.close();
  }

  /** The folder of a recorder's journal within its data folder. */
  public static Path journalFolder(Path dataFolder) {
    return dataFolder.resolve("journal");
  }
}
