package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.checkpoint.CheckpointStanding;
import qts.runtime.checkpoint.Place;
import qts.runtime.checkpoint.PlaceStanding;
import qts.runtime.checkpoint.WebhookPlace;
import qts.runtime.recorder.Recorder;

/**
 * When a recorder makes checkpoints, and what places that take them, or don't, have to do with it.
 */
class CheckpointTimerTest {
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path folder;
  private final List<String> taken = new CopyOnWriteArrayList<>();

  /** Keeps what is published. */
  private final class Collecting implements Place {
    @Override
    public String name() {
      return "list";
    }

    @Override
    public void publish(String note) {
      taken.add(note);
    }
  }

  @Test
  void aCheckpointIsMadeAfterEachIntervalInWhichTheJournalGrew() throws IOException {
    RecordedJournal journal = journal(Duration.ofSeconds(1), new Collecting());
    try (Recorder recorder = journal.open()) {
      journal.record(recorder, 1, 3);
      await().until(() -> made(recorder) == durable(recorder));
      List<String> first = List.copyOf(taken);
      journal.record(recorder, 1, 3);
      await().until(() -> made(recorder) == durable(recorder));
      assertThat(taken).startsWith(first.toArray(String[]::new)).hasSizeGreaterThan(first.size());
    }
  }

  @Test
  void aSealedSegmentIsSignedLongBeforeTheInterval() throws IOException {
    RecordedJournal journal = journal(NEVER, new Collecting());
    try (Recorder recorder = journal.open()) {
      journal.record(recorder, 1, 3);
      journal.passSegment();
      journal.record(recorder, 1, 3);
      await().until(() -> made(recorder) >= 0);
    }
    assertThat(taken).first().asString().contains("\nposition ");
  }

  /** What was posted shows an auditor that the journal was set back, whoever has the folder. */
  @Test
  void aJournalThatWasSetBackIsFoundOutByWhatAWebhookGot() throws IOException {
    HttpServer server = HttpServer.create(loopback(), 0);
    server.createContext(
        "/",
        exchange -> {
          taken.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    Path before = folder.resolve("before");
    try {
      RecordedJournal journal = journal(NEVER, webhook(server.getAddress().getPort()));
      journal.withSegments(1, 2, 5);
      Copies.copy(folder.resolve("data"), before);
      journal.withSegments(1, 2, 5);
    } finally {
      server.stop(0);
    }
    assertThat(taken).hasSize(2);
    assertThat(verify(folder.resolve("data"), taken.getLast())).startsWith("0 ");
    assertThat(verify(before, taken.getLast()))
        .startsWith("1 ")
        .contains("violation  -, byte 0, positions ")
        .contains("the journal is shorter than it was");
  }

  /** A place that never comes back is left behind when the recorder stops. */
  @Test
  void aPlaceThatHangsForEverKeepsNeitherRecordingNorStoppingWaiting() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Place stuck =
        new Place() {
          @Override
          public String name() {
            return "stuck";
          }

          @Override
          public void publish(String note) throws InterruptedException {
            taken.add(note);
            never.await();
          }
        };
    RecordedJournal journal = journal(Duration.ofSeconds(1), stuck);
    try (Recorder recorder = journal.open()) {
      journal.record(recorder, 1, 3);
      await().until(() -> !taken.isEmpty());
      journal.record(recorder, 50, 3);
      assertThat(standing(recorder).places())
          .containsExactly(new PlaceStanding("stuck", -1, true, 0, ""));
    }
    assertThat(taken).hasSize(1);
  }

  private RecordedJournal journal(Duration interval, Place place) throws IOException {
    return new RecordedJournal(folder.resolve("data"))
        .signing(folder.resolve("key.pem"), interval, place);
  }

  private static Place webhook(int port) {
    return new WebhookPlace(URI.create("http://localhost:" + port + "/"));
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static CheckpointStanding standing(Recorder recorder) {
    return recorder.checkpoints().orElseThrow();
  }

  private static long made(Recorder recorder) {
    return standing(recorder).position();
  }

  private static long durable(Recorder recorder) {
    return recorder.journal().durablePosition();
  }

  /** The exit code and what is said. */
  private String verify(Path data, String checkpoint) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream answers = new PrintStream(out, true, UTF_8);
    Verification verification =
        new Verification(
            new ByteArrayInputStream(checkpoint.getBytes(UTF_8)),
            folder,
            answers,
            answers,
            () -> 0);
    int code =
        new CommandLine(verification, 2, answers, answers)
            .run("--checkpoint", "-", "--key", "key.pem.pub", data.toString());
    return code + " " + out.toString(UTF_8);
  }
}
