package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.config.Settings;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.TestSnapshots;
import qts.runtime.service.Service;

/** Following a recorder over its restarts, through a service and without one. */
@Timeout(120)
class TailCommandTest {
  private static final long T0 = 1_768_089_792_417L;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Thread tail = new Thread(() -> {});

  @AfterEach
  void stop() throws InterruptedException {
    tail.interrupt();
    tail.join();
  }

  @Test
  void aFolderIsFollowedWithoutAServiceOverSegmentsAndRestarts() throws IOException {
    JournalFixture journal = new JournalFixture(folder).fill(2);
    long before = lastPosition(journal);
    start("tail", "--json", "--kind", "snapshot", "--position", "0", "--data-dir", "" + folder);
    awaitRecords(journal);
    for (int life = 0; life < 2; life++) {
      try (Recorder recorder = journal.open()) {
        for (int i = 0; i < 60; i++) {
          recorder.record(JournalFixture.snapshot(1_000 * (life + 1) + i));
        }
        awaitRecords(journal);
      }
    }

    assertThat(lastPosition(journal)).isGreaterThan(before + 100);
    assertThat(journal.names()).contains("segment-0000000006.qtsj");
    assertThat(positions()).isEqualTo(expected(journal));
  }

  @Test
  void damageIsToldAndPassedOver() throws IOException {
    JournalFixture journal = new JournalFixture(folder).fill(1);
    journal.damageGroup("segment-0000000001.qtsj", 1);
    start("tail", "--position", "0", "--data-dir", folder.toString());

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(text(err)).contains("observer: Positions 1 to 1 can't be read: "));
  }

  @Test
  void aServiceThatRestartsIsFollowedFromTheNextPosition() throws Exception {
    Service service = service("0");
    String url = service.address().toString();
    String port = Integer.toString(service.address().getPort());
    start("tail", "--json", "--kind", "snapshot", "--url", url);
    Awaitility.await().until(() -> text(out).contains("{\"read_to\":"));
    send(service, 0, 5);
    Awaitility.await().until(() -> positions().size() == 5);
    service.close();
    Awaitility.await().until(() -> text(err).contains("as soon as it answers"));
    Service again = service(port);
    try {
      send(again, 5, 10);
      Awaitility.await().until(() -> positions().size() == 10);
      assertThat(text(out).lines().filter(line -> line.contains("run_id")).toList())
          .extracting(line -> line.replaceAll(".*\"run_id\":\"(run-\\d+)\".*", "$1"))
          .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "run-" + i).toList());
    } finally {
      again.close();
    }
  }

  @Test
  void nothingToFollowIsNoReasonToWait() {
    FakeShell.Result nobody = new FakeShell(folder).run("tail", "--url", "http://127.0.0.1:1");
    FakeShell.Result nothing = new FakeShell(folder).run("tail", "--data-dir", folder + "/nowhere");
    FakeShell.Result wrong =
        new FakeShell(folder).run("tail", "--data-dir", folder + "/x", "--kind", "trade");

    assertThat(List.of(nobody.status(), nothing.status(), wrong.status()))
        .containsExactly(ExitCode.FAILURE, ExitCode.FAILURE, ExitCode.USAGE);
    assertThat(nobody.err()).contains("Nothing listens at");
    assertThat(nothing.err()).contains("There is no journal in");
  }

  private static void send(Service service, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      service.recorder().record(TestSnapshots.bytes("BTC", i, T0 + i, "71000.10"));
    }
  }

  private Service service(String port) throws IOException {
    return Service.start(
        Settings.load(Map.of("OBSERVER_PORT", port, "OBSERVER_DISK_RESERVE_BYTES", "0"), folder),
        () -> {
          throw new AssertionError("the service must not end");
        });
  }

  private void start(String... arguments) {
    Shell shell = new Shell(Map.of(), folder, InputStream.nullInputStream(), out, err, false);
    tail = new Thread(() -> ObserverCommand.run(shell, arguments), "tail");
    tail.start();
  }

  private void awaitRecords(JournalFixture journal) throws IOException {
    List<Long> expected = expected(journal);
    Awaitility.await()
        .untilAsserted(() -> assertThat(positions()).hasSizeGreaterThanOrEqualTo(expected.size()));
  }

  private List<Long> positions() {
    return text(out)
        .lines()
        .filter(l -> l.startsWith("{\"position\":"))
        .map(l -> Long.valueOf(l.substring(12, l.indexOf(','))))
        .toList();
  }

  private static List<Long> expected(JournalFixture journal) throws IOException {
    FakeShell.Result all =
        new FakeShell(journal.dataFolder())
            .run(
                "query",
                "--json",
                "--kind",
                "snapshot",
                "--limit",
                "all",
                "--data-dir",
                journal.dataFolder().toString());
    return all.out()
        .lines()
        .filter(l -> l.startsWith("{\"position\":"))
        .map(l -> Long.valueOf(l.substring(12, l.indexOf(','))))
        .toList();
  }

  private static long lastPosition(JournalFixture journal) throws IOException {
    return expected(journal).getLast();
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
