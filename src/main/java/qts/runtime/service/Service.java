package qts.runtime.service;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.decision.rules.RuleSet;
import qts.journal.JournalFailedException;
import qts.observer.Producer;
import qts.runtime.config.Build;
import qts.runtime.config.Catalogue;
import qts.runtime.config.CheckpointPlan;
import qts.runtime.config.Paths;
import qts.runtime.config.RecorderPlan;
import qts.runtime.config.RulesPlan;
import qts.runtime.config.ServicePlan;
import qts.runtime.config.Settings;
import qts.runtime.http.BodyMemory;
import qts.runtime.http.Check;
import qts.runtime.http.DecisionDoor;
import qts.runtime.http.DocumentRoutes;
import qts.runtime.http.HttpListener;
import qts.runtime.http.HttpListeners;
import qts.runtime.http.HttpServer;
import qts.runtime.http.ImportDoor;
import qts.runtime.http.NewestSnapshotRoute;
import qts.runtime.http.PortUnavailableException;
import qts.runtime.http.QuestionRoutes;
import qts.runtime.http.ReadingThreads;
import qts.runtime.http.RecordRoutes;
import qts.runtime.http.Routes;
import qts.runtime.http.SafetyRoutes;
import qts.runtime.http.SnapshotDoor;
import qts.runtime.http.StateRoutes;
import qts.runtime.http.TailRoute;
import qts.runtime.http.Vitals;
import qts.runtime.judging.JournalJudge;
import qts.runtime.judging.JudgingState;
import qts.runtime.metrics.DiskSpace;
import qts.runtime.metrics.Metrics;
import qts.runtime.question.Coverage;
import qts.runtime.question.Question;
import qts.runtime.question.Timeline;
import qts.runtime.question.WhyNot;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderListener;
import qts.runtime.scrub.BackgroundScrub;
import qts.runtime.scrub.ScrubStanding;
import qts.runtime.telemetry.Telemetry;

/**
 * The service: a recorder and the HTTP interface to it. It listens before the recorder is open, so
 * that a long recovery can be watched, and stops listening before the recorder closes.
 */
public final class Service implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.service");

  /** How many queries are answered at once; further ones wait a moment and are then refused. */
  private static final int MAX_SEARCHES = 8;

  /** How many clients follow the journal at once; further ones are refused. */
  private static final int MAX_FOLLOWERS = 8;

  private static final long SEARCH_WAIT_MILLIS = 2_000;

  private final Settings settings;
  private final Supplier<Producer> producer = Build.current()::producer;
  private final RecorderSlot slot = new RecorderSlot();
  private final BodyMemory memory;
  private final ReadingThreads searching =
      new ReadingThreads("search", MAX_SEARCHES, SEARCH_WAIT_MILLIS);
  private final ReadingThreads following = new ReadingThreads("follow", MAX_FOLLOWERS, 0);
  private final Metrics metrics;
  private final Telemetry telemetry;
  private final HttpListener requests;
  private final Health health;
  private final DiskSpace disk;
  private final Readiness readiness;
  private final StatusJson status;
  private final Runnable end;
  private final long started = System.nanoTime();
  private final HttpServer server;
  private volatile @Nullable JournalJudge judge;
  private volatile @Nullable BackgroundScrub scrub;
  private volatile @Nullable KillSwitchFile killSwitch;

  private Service(Settings settings, Runnable end) throws IOException {
    this.settings = settings;
    this.end = end;
    this.memory = new BodyMemory(settings.get(Catalogue.QUEUE_BYTES));
    this.health = new Health(end);
    this.disk =
        new DiskSpace(new Paths(settings).dataDir(), settings.get(Catalogue.DISK_RESERVE_BYTES));
    this.readiness = new Readiness(slot, disk);
    this.status = new StatusJson(Build.current(), settings, memory, disk, Instant.now());
    this.metrics = new Metrics(Build.current().version());
    metrics.watch(slot::opened);
    metrics.watchRules(this::judging);
    metrics.watchScrub(this::scrubStanding);
    metrics.watch(memory);
    metrics.watch(readiness::checks, disk);
    this.telemetry =
        Telemetry.start(
            ServicePlan.telemetry(settings), metrics::scrape, Build.current().version());
    this.requests = new HttpListeners(metrics.requests(), telemetry.requests());
    this.server = listen();
  }

  private HttpServer listen() throws PortUnavailableException {
    boolean listening = false;
    try {
      HttpServer listener =
          HttpServer.start(ServicePlan.http(settings), health, requests, routes());
      listening = true;
      return listener;
    } finally {
      if (!listening) {
        telemetry.close();
      }
    }
  }

  /**
   * Starts the service: listens, then opens the recorder.
   *
   * @param end ends the process when it must not go on: the journal failed, or the Java machine
   * @throws qts.runtime.http.PortUnavailableException when the address can't be listened on
   * @throws qts.journal.JournalLockedException when another recorder has the data folder
   */
  public static Service start(Settings settings, Runnable end) throws IOException {
    new Paths(settings).create();
    Service service = new Service(settings, end);
    boolean opened = false;
    try {
      service.open();
      opened = true;
      return service;
    } finally {
      if (!opened) {
        service.server.close();
        service.telemetry.close();
      }
    }
  }

  private void open() throws IOException {
    Optional<RuleSet> rules = RulesPlan.rules(settings);
    Recorder recorder =
        Recorder.open(RecorderPlan.of(settings).with(CheckpointPlan.of(settings)), new Listener());
    boolean judged = false;
    try {
      recorder.safety().begin();
      killSwitch =
          KillSwitchFile.watch(new Paths(settings).killSwitchFile(), recorder.safety(), health);
      judge =
          JournalJudge.start(
              recorder, rules, new Paths(settings).cursorsDir(), JournalJudge::pipeline, health);
      judged = true;
    } finally {
      if (!judged) {
        closeKillSwitch();
        recorder.close();
      }
    }
    slot.put(recorder);
    startScrub(recorder);
    telemetry.onOpened();
    // The id is that of the archive the process was started from, which may be replaced later.
    Thread.ofPlatform().name("build-id").daemon().start(Build.current()::id);
    LOG.atInfo()
        .addKeyValue("port", server.port())
        .addKeyValue("version", Build.current().version())
        .log("the service listens on {}", address());
  }

  private void closeKillSwitch() {
    KillSwitchFile watched = killSwitch;
    if (watched != null) {
      watched.close();
    }
  }

  /** How far the rules are, once they judge. */
  private Optional<JudgingState> judging() {
    return Optional.ofNullable(judge).map(JournalJudge::state);
  }

  private void startScrub(Recorder recorder) throws IOException {
    Optional<Duration> interval = settings.get(Catalogue.SCRUB_INTERVAL);
    if (interval.isPresent()) {
      scrub =
          BackgroundScrub.start(
              recorder,
              new Paths(settings).dataDir(),
              interval.get(),
              settings.get(Catalogue.SCRUB_BYTES_PER_SECOND),
              InstantSource.system(),
              health);
    }
  }

  private ScrubStanding scrubStanding() {
    BackgroundScrub started = scrub;
    return started == null ? ScrubStanding.NONE : started.standing();
  }

  /** Every endpoint there is. */
  List<Routes> routes() {
    return List.of(
        new SnapshotDoor(
            slot, memory, Math.toIntExact(settings.get(Catalogue.MAX_BODY_BYTES)), requests),
        new ImportDoor(slot, memory, Math.toIntExact(settings.get(Catalogue.MAX_BODY_BYTES))),
        new RecordRoutes(slot, searching, producer),
        new TailRoute(slot, following, producer),
        new QuestionRoutes(slot, searching, questions()),
        new NewestSnapshotRoute(slot),
        new DecisionDoor(slot, memory, Math.toIntExact(settings.get(Catalogue.MAX_BODY_BYTES))),
        new SafetyRoutes(slot, () -> Files.exists(new Paths(settings).killSwitchFile())),
        new StateRoutes(new State(), metrics),
        new DocumentRoutes());
  }

  private List<Question> questions() {
    return List.of(
        new Timeline(producer),
        new WhyNot(producer, RecorderPlan.of(settings).pipeline().calendars()),
        new Coverage(producer));
  }

  /** Where the service is reached from this machine, without a slash at the end. */
  public URI address() {
    String host =
        switch (settings.get(Catalogue.HOST)) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "[::1]";
          case String name when name.contains(":") -> "[" + name + "]";
          case String name -> name;
        };
    return URI.create("http://" + host + ":" + server.port());
  }

  /** The recorder behind it. */
  public Recorder recorder() {
    return slot.recorder();
  }

  /** Takes note of what ends threads unexpectedly. */
  public Thread.UncaughtExceptionHandler uncaught() {
    return health;
  }

  /** Stops listening, finishes what is under way, and closes the recorder. */
  @Override
  public void close() throws IOException {
    LOG.info("the service stops");
    BackgroundScrub scrubbing = scrub;
    if (scrubbing != null) {
      scrubbing.close();
    }
    searching.close();
    following.close();
    try {
      server.close();
    } finally {
      slot.stop();
      closeKillSwitch();
      JournalJudge rules = judge;
      if (rules != null) {
        rules.close();
      }
      Optional<Recorder> recorder = slot.opened();
      if (recorder.isPresent()) {
        recorder.get().close();
      }
      telemetry.close();
    }
    LOG.info("the service has stopped in order");
  }

  /** What the state endpoints ask for. */
  private final class State implements Vitals {
    @Override
    public Optional<String> bug() {
      return health.bug();
    }

    @Override
    public List<Check> checks() {
      return readiness.checks();
    }

    @Override
    public Optional<String> degraded() {
      return slot.opened().map(Recorder::integrity).flatMap(Degradation::words);
    }

    @Override
    public byte[] status() {
      long uptimeMillis = (System.nanoTime() - started) / 1_000_000;
      return status.write(
          slot.opened(), judging(), readiness.checks(), uptimeMillis, scrubStanding());
    }
  }

  /** What the recorder tells. */
  private final class Listener implements RecorderListener {
    @Override
    public void onFailure(JournalFailedException failure) {
      end.run();
    }

    @Override
    public void onTaken(IntakeReport report, long takeNanos, long commitNanos) {
      metrics.onTaken(report, takeNanos, commitNanos);
      telemetry.onTaken(report, takeNanos, commitNanos);
    }

    @Override
    public void onCommit(long syncNanos) {
      metrics.onCommit(syncNanos);
    }
  }
}
