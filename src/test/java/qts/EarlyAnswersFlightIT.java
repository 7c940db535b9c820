package qts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Payloads;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.runtime.recorder.TestSnapshots;

/**
 * The program is killed while it answers ahead of the disk: what that costs is the last of what was
 * answered and no more than is promised, and the next start records that something may be missing.
 */
class EarlyAnswersFlightIT {
  private static final long T0 = 1_768_089_792_417L;
  private static final long PROMISED_NANOS = 100_000_000;
  private static final int PROMISED_BYTES = 4 << 20;
  private static final int ANSWERS = 500;

  @TempDir Path folder;

  /** A snapshot that was answered, by the clock of who sent it. */
  private record Answered(String line, long sentNanos, long answeredNanos) {}

  @Test
  void aKillCostsNoMoreThanIsPromisedAndIsTold() throws Exception {
    List<Answered> answered = flyUntilKilled();
    Path journal = folder.resolve("data/observer/journal");
    Set<String> kept = Set.copyOf(read(journal, RecordKind.SNAPSHOT));
    List<Answered> lost = answered.stream().filter(a -> !kept.contains(a.line())).toList();

    assertThat(lost)
        .as("lost, which are the last")
        .isEqualTo(answered.subList(answered.size() - lost.size(), answered.size()));
    assertThat(lost.stream().mapToInt(a -> a.line().length()).sum())
        .as("bytes lost")
        .isLessThanOrEqualTo(PROMISED_BYTES);
    if (!lost.isEmpty()) {
      assertThat(answered.getLast().sentNanos() - lost.getFirst().answeredNanos())
          .as("age of the oldest that is lost, when the last was answered")
          .isLessThanOrEqualTo(PROMISED_NANOS);
    }
    stopAfterAStart();
    assertThat(read(journal, RecordKind.GAP))
        .singleElement()
        .asString()
        .contains("\"scope\":\"recorder\"", "(ack=received) may be missing");
    stopAfterAStart();
    assertThat(read(journal, RecordKind.GAP)).as("after an end in order").hasSize(1);
  }

  private List<Answered> flyUntilKilled() throws Exception {
    List<Answered> answered = new ArrayList<>();
    CountDownLatch enough = new CountDownLatch(ANSWERS);
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      URI door = service.address().resolve("/v1/snapshots?ack=received");
      Thread sending = Thread.ofPlatform().start(() -> send(door, answered, enough));
      enough.await();
      service.kill();
      sending.join();
    }
    return answered;
  }

  private static void send(URI door, List<Answered> answered, CountDownLatch enough) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; ; i++) {
        String line = TestSnapshots.line("BTC", i, T0 + i, "71000.10");
        long sent = System.nanoTime();
        HttpRequest request =
            HttpRequest.newBuilder(door)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(line))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        answered.add(new Answered(line, sent, System.nanoTime()));
        enough.countDown();
      }
    } catch (IOException killed) {
      // What was sent last has no answer.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void stopAfterAStart() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      assertThat(service.terminate()).isZero();
    }
  }

  private static List<String> read(Path journal, RecordKind kind) throws IOException {
    return Payloads.of(journal, ReadRange.everything().kinds(kind.bit()));
  }
}
