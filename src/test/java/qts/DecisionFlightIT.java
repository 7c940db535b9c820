package qts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.client.ObserverClient;
import qts.journal.Payloads;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.runtime.recorder.TestDecisions;

/**
 * The program is killed again and again while a strategy reports decisions through the client:
 * every decision that was acknowledged is there afterwards, once, byte for byte.
 */
class DecisionFlightIT {
  private static final int BATCH = 40;

  /** After how many acknowledged batches the process is killed. */
  private static final List<Integer> FLIGHTS = List.of(1, 7, 30, 90);

  @TempDir Path folder;
  private int acknowledged;

  @Test
  void anAcknowledgedDecisionSurvivesEveryKillOnceAndByteForByte() throws Exception {
    for (int batches : FLIGHTS) {
      fly(batches);
    }
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of())) {
      sendNext(service.address());
      assertThat(service.terminate()).isZero();
    }

    assertThat(recorded(RecordKind.JUDGMENT.bit() | RecordKind.BLOCK.bit()))
        .isEqualTo(
            IntStream.range(0, acknowledged).boxed().flatMap(DecisionFlightIT::batch).toList());
  }

  /** Reports from one strategy and kills the service in the middle. */
  private void fly(int batches) throws Exception {
    Semaphore acknowledgements = new Semaphore(0);
    try (ServiceProcess service = ServiceProcess.start(folder, Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      URI address = service.address();
      Future<?> reporting = threads.submit(() -> report(address, acknowledgements));
      acknowledgements.acquire(batches);
      service.kill();
      await(reporting);
    }
  }

  private static void await(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Sends batch after batch until one is not answered; gives how many were. */
  private int report(URI address, Semaphore acknowledgements) {
    try {
      while (true) {
        sendNext(address);
        acknowledgements.release();
      }
    } catch (IOException killed) {
      return acknowledged;
    }
  }

  /** Sends the next batch, which may be recorded already, until it is acknowledged. */
  private void sendNext(URI address) throws IOException {
    try (ObserverClient client = new ObserverClient(address, Optional.empty(), 1)) {
      for (String decision : batch(acknowledged).toList()) {
        client.decision(decision);
      }
      client.flush();
    }
    acknowledged++;
  }

  private static Stream<String> batch(int number) {
    return IntStream.range(number * BATCH, (number + 1) * BATCH)
        .boxed()
        .flatMap(i ->
            Stream.of(
                TestDecisions.judgment("d-" + i, "BUY"), TestDecisions.block("d-" + i, "GR001")));
  }

  /** The decisions in the journal, in order, read without the service. */
  private List<String> recorded(int kinds) throws IOException {
    return Payloads.of(
        folder.resolve("data/observer/journal"), ReadRange.everything().kinds(kinds));
  }
}
