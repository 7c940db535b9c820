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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Damage;
import qts.journal.DiskStorage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.runtime.recorder.TestSnapshots;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The flight test: the real program is killed in the middle of what it does, again and again, and
 * afterwards everything it ever acknowledged is there, once, byte for byte.
 */
class FlightIT {
  private static final int SENDERS = 3;
  private static final int BATCH = 200;
  private static final long T0 = 1_768_089_792_417L;

  /** After how many acknowledged batches the process is killed: at once, and later and later. */
  private static final List<Integer> LENGTHS = List.of(1, 4, 13, 40, 120);

  private static final int FLIGHTS = Integer.getInteger("flight.kills", LENGTHS.size());

  @TempDir Path folder;

  private final List<Sender> senders = IntStream.range(0, SENDERS).mapToObj(Sender::new).toList();

  @Test
  void whatWasAcknowledgedSurvivesEveryKillOnceAndByteForByte() throws Exception {
    for (int flight = 0; flight < FLIGHTS; flight++) {
      fly(LENGTHS.get(flight % LENGTHS.size()));
    }
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      for (Sender sender : senders) {
        sender.settle(service.address());
      }
      assertThat(service.terminate()).isZero();
    }
    Found found = Found.in(folder.resolve("data/observer/journal"));
    found.assertHolds(senders);
    found.assertBalances();
  }

  /** Sends from all senders at once and kills the service in the middle. */
  private void fly(int acknowledged) throws Exception {
    Semaphore acknowledgements = new Semaphore(0);
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      URI address = service.address();
      List<Future<?>> sending = new ArrayList<>();
      for (Sender sender : senders) {
        sending.add(threads.submit(() -> sender.sendUntilKilled(address, acknowledgements)));
      }
      acknowledgements.acquire(acknowledged);
      service.kill();
      for (Future<?> one : sending) {
        await(one);
      }
    }
  }

  private static void await(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Sends batches of one session, and keeps what was acknowledged: the judge outside. */
  private static final class Sender {
    private final int number;
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int batches;

    Sender(int number) {
      this.number = number;
    }

    /** Sends one batch after the other until one is not answered; returns how many were. */
    int sendUntilKilled(URI address, Semaphore acknowledgements) throws InterruptedException {
      try {
        while (true) {
          settle(address);
          acknowledgements.release();
        }
      } catch (IOException killed) {
        return batches;
      }
    }

    /** Sends the next batch, which may have been sent before, until it is acknowledged. */
    void settle(URI address) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve("/v1/snapshots"))
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofString(batch(batches)))
              .build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      JsonNode counts = JsonMapper.shared().readTree(answer.body());
      assertThat(
              List.of(
                  answer.statusCode(),
                  counts.path("recorded").asInt() + counts.path("duplicate").asInt(),
                  counts.path("rejected").asInt()))
          .isEqualTo(List.of(200, BATCH, 1));
      batches++;
    }

    /** The lines of a batch; one more is no snapshot and must become a rejected record. */
    private String batch(int batch) {
      return lines(batch).collect(Collectors.joining("\n")) + "\n{\"broken\":" + batch + "\n";
    }

    private Stream<String> lines(int batch) {
      return IntStream.range(batch * BATCH, (batch + 1) * BATCH).mapToObj(this::line);
    }

    private String line(int i) {
      return TestSnapshots.line("BTC" + number, i, T0 + i, "71000.10")
          .replace("\"session_t\"", "\"flight_" + number + "\"")
          .replace("\"run-", "\"run-" + number + "-");
    }

    /** Every acknowledged snapshot, in order. */
    List<String> acknowledged() {
      return IntStream.range(0, batches).boxed().flatMap(this::lines).toList();
    }

    String stream() {
      return "market@flight_" + number;
    }
  }

  /** What is in the journal, read without the service. */
  private static final class Found implements RecordVisitor {
    private final Map<String, List<String>> snapshots = new HashMap<>();
    private final Map<String, List<Long>> sequences = new HashMap<>();
    private final Map<RecordKind, Integer> kinds = new HashMap<>();
    private final List<Long> positions = new ArrayList<>();
    private String lastLedger = "";

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
      RecordKind kind = group.kind(i);
      kinds.merge(kind, 1, Integer::sum);
      positions.add(group.position(i));
      String payload = new String(group.payload(i), UTF_8);
      if (kind == RecordKind.SNAPSHOT) {
        snapshots.computeIfAbsent(group.stream(i), s -> new ArrayList<>()).add(payload);
        sequences.computeIfAbsent(group.stream(i), s -> new ArrayList<>()).add(group.sequence(i));
      }
      lastLedger = kind == RecordKind.LEDGER ? payload : lastLedger;
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }

    /**
     * Each sender's journal is exactly what was acknowledged to it, in order: what was in doubt at
     * a kill was sent again and acknowledged before the end.
     */
    void assertHolds(List<Sender> senders) {
      for (Sender sender : senders) {
        assertThat(snapshots.get(sender.stream())).isEqualTo(sender.acknowledged());
        List<Long> numbers = sequences.getOrDefault(sender.stream(), List.of());
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
      }
      assertThat(positions)
          .isEqualTo(IntStream.range(0, positions.size()).mapToObj(Long::valueOf).toList());
    }

    /** The last account counts every record there is. */
    void assertBalances() {
      long recorded = 0;
      long rejected = 0;
      for (JsonNode stream : JsonMapper.shared().readTree(lastLedger).path("streams")) {
        recorded += stream.path("recorded").asLong();
        rejected += stream.path("rejected").asLong();
        assertThat(stream.path("received").asLong())
            .isEqualTo(
                stream.path("recorded").asLong()
                    + stream.path("rejected").asLong()
                    + stream.path("blocked").asLong()
                    + stream.path("duplicate").asLong()
                    + stream.path("shed").asLong());
      }
      assertThat(List.of(recorded, rejected))
          .isEqualTo(
              List.of(
                  (long) kinds.getOrDefault(RecordKind.SNAPSHOT, 0),
                  (long) kinds.getOrDefault(RecordKind.REJECTED, 0)));
      assertThat(kinds.getOrDefault(RecordKind.LIFECYCLE, 0)).isEqualTo(FLIGHTS + 2);
    }
  }
}
