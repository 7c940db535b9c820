package qts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Damage;
import qts.journal.DiskStorage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordVisitor;
import qts.runtime.recorder.TestDecisions;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program is killed, at random moments and at those that matter to the rules, while snapshots
 * stream in, rules judge them, and a strategy outside reports its own decisions. Afterwards every
 * acknowledged snapshot was judged exactly once, in order, and ended in exactly one block or
 * non-execution, blocks that were only counted among them; every acknowledged decision is there
 * once; and judging the journal again gives what is recorded.
 *
 * <p>{@code -Drules.kills=N} kills more often, {@code -Drules.seed=N} at other moments.
 */
class RulesFlightIT {
  private static final int BATCH = 40;
  private static final long T0 = 1_768_089_792_417L;
  private static final int KILLS = Integer.getInteger("rules.kills", 3);
  private static final long SEED = Long.getLong("rules.seed", 1);

  /** Judges every snapshot; of the prices 101 to 112 it blocks two. A window holds state. */
  private static final String RULES =
      """
      {"name": "flight", "version": "1",
       "extract": {"price": {"path": "observation.inputs.price", "required": true}},
       "transform": {"mean_50": {"mean": "price", "last": 50}},
       "judge": [{"id": "buy", "version": "1", "when": {"value": "price", "above": 100},
                  "then": {"action": "BUY", "order_type": "LIMIT", "qty": 1,
                           "limit_price": "mean_50", "reference_price": "price",
                           "reason": "above 100"}}],
       "block": [{"id": "high", "version": "1", "value": "price", "at_most": 110,
                  "reason": "above 110"}]}
      """;

  @TempDir Path folder;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Random random = new Random(SEED);
  private final Sender snapshots = new Sender("/v1/snapshots", RulesFlightIT::snapshot);
  private final Sender decisions = new Sender("/v1/decisions", RulesFlightIT::decision);

  @BeforeEach
  void writeRules() throws IOException {
    Files.writeString(folder.resolve("rules.json"), RULES);
  }

  @Test
  void everySnapshotIsJudgedExactlyOnceWhateverTheMomentOfTheKill() throws Exception {
    try (ServiceProcess service = start()) {
      enableTrading(service.address());
      assertThat(service.terminate()).isZero();
    }
    for (int kill = 0; kill < KILLS; kill++) {
      fly(Moment.values()[kill % Moment.values().length]);
    }
    try (ServiceProcess service = start()) {
      snapshots.sendNext(service.address());
      decisions.sendNext(service.address());
      assertThat(service.terminate()).isZero();
    }

    Found found = Found.in(folder.resolve("data/observer/journal"));
    assertThat(found.snapshots).isEqualTo(snapshots.acknowledged("run-"));
    assertThat(found.judged).isEqualTo(found.snapshots);
    assertThat(found.ended).isEqualTo(found.judged.size());
    assertThat(found.repeats).isPositive();
    assertThat(found.reported).isEqualTo(decisions.acknowledged("d-"));
    assertThat(cursor())
        .isEqualTo(Map.of("position", found.lastRules, "end", found.lastDecision + 1));
    assertTheProofHolds();
  }

  private ServiceProcess start() throws IOException {
    return ServiceProcess.start(
        folder, Map.of("OBSERVER_RULES_FILE", folder.resolve("rules.json").toString()));
  }

  private void enableTrading(URI address) throws IOException, InterruptedException {
    post(
        address.resolve("/v1/safety"),
        "application/json",
        "{\"change\":\"trading\",\"enabled\":true,\"who\":\"kim\",\"why\":\"the day begins\"}");
  }

  /** When the process is killed, after a random number of acknowledgements. */
  private enum Moment {
    /** At once. */
    ANY,
    /** As the rules have saved their place, which they do every second. */
    PLACE_SAVED,
    /** In an orderly stop, as the rules have saved what they remember. */
    MEMORY_SAVED
  }

  /** Sends from both senders at once and kills the service in the middle. */
  private void fly(Moment moment) throws Exception {
    Semaphore acknowledgements = new Semaphore(0);
    try (ServiceProcess service = start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      URI address = service.address();
      List<Future<?>> sending = new ArrayList<>();
      for (Sender sender : List.of(snapshots, decisions)) {
        sending.add(threads.submit(() -> sender.sendUntilKilled(address, acknowledgements)));
      }
      acknowledgements.acquire(1 + random.nextInt(150));
      switch (moment) {
        case ANY -> {}
        case PLACE_SAVED -> awaitChange("rules.json", () -> {});
        case MEMORY_SAVED -> awaitChange("rules.state", service::askToStop);
      }
      service.kill();
      for (Future<?> one : sending) {
        await(one);
      }
    }
  }

  /** Does something and waits until a file of the rules is replaced. */
  private void awaitChange(String file, Runnable action) throws IOException {
    Path path = folder.resolve("data/observer/cursors").resolve(file);
    Object before = identity(path);
    action.run();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> !identity(path).equals(before));
  }

  /** What tells a file from the one that replaces it. */
  private static Object identity(Path path) throws IOException {
    return Files.exists(path) ? Files.getAttribute(path, "unix:ino") : "none";
  }

  private static void await(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** How far the rules say they are. */
  private Map<String, Long> cursor() throws IOException {
    Path file = folder.resolve("data/observer/cursors/rules.json");
    JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
    return Map.of("position", json.path("position").asLong(), "end", json.path("end").asLong());
  }

  private void assertTheProofHolds() throws IOException, InterruptedException {
    Process prove =
        new ProcessBuilder(
                Path.of("observer").toAbsolutePath().toString(),
                "replay",
                "--prove",
                "--data-dir",
                folder.resolve("data/observer").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(prove.getInputStream().readAllBytes(), UTF_8);
    assertThat(prove.waitFor()).as(said).isZero();
  }

  private static String snapshot(int i) {
    return TestSnapshots.line("BTC", i, T0 + i, Integer.toString(101 + i % 12));
  }

  private static String decision(int i) {
    return TestDecisions.judgment("d-" + i, "BUY");
  }

  private void post(URI address, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 503) {
      throw new IOException("the service stops: " + answer.body());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Sends one batch of lines after the other, and counts what was acknowledged. */
  private final class Sender {
    private final String path;
    private final IntFunction<String> line;
    private int batches;

    Sender(String path, IntFunction<String> line) {
      this.path = path;
      this.line = line;
    }

    int sendUntilKilled(URI address, Semaphore acknowledgements) throws InterruptedException {
      try {
        while (true) {
          sendNext(address);
          acknowledgements.release();
        }
      } catch (IOException killed) {
        return batches;
      }
    }

    /** Sends the next batch, which may be recorded already, until it is acknowledged. */
    void sendNext(URI address) throws IOException, InterruptedException {
      String body =
          IntStream.range(batches * BATCH, (batches + 1) * BATCH)
              .mapToObj(line)
              .collect(Collectors.joining("\n"));
      post(address.resolve(path), "application/x-ndjson", body);
      batches++;
    }

    /** The ids of everything acknowledged, in order. */
    List<String> acknowledged(String prefix) {
      return IntStream.range(0, batches * BATCH).mapToObj(i -> prefix + i).toList();
    }
  }

  /** What is in the journal, read without the service. */
  private static final class Found implements RecordVisitor {
    private final List<String> snapshots = new ArrayList<>();
    private final List<String> judged = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();
    private int ended;
    private int repeats;
    private long lastRules;
    private long lastDecision;

    static Found in(Path journal) throws IOException {
      Found found = new Found();
      try (JournalReader reader =
          JournalReader.open(
              new DiskStorage(journal, Instant::now, System::nanoTime), (group, i) -> 0)) {
        reader.forward(ReadRange.everything(), found);
      }
      return found;
    }

    @Override
    public boolean onRecord(Group group, int i) {
      JsonNode record = JsonMapper.shared().readTree(group.payload(i));
      boolean byRules = group.stream(i).equals("rules@flight");
      switch (group.kind(i)) {
        case SNAPSHOT -> snapshots.add(record.at("/meta/run_id").asString());
        case JUDGMENT ->
            (byRules ? judged : reported)
                .add(record.at(byRules ? "/rests_on/0/run_id" : "/decision_id").asString());
        case BLOCK -> {
          int count = record.path("count").asInt(1);
          ended += count;
          repeats += count - 1;
        }
        case NON_EXECUTION -> ended++;
        case RULES -> lastRules = group.position(i);
        default -> {}
      }
      lastDecision = byRules ? group.position(i) : lastDecision;
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }
  }
}
