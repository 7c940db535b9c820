package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.SmallDisk;

class PublisherTest {
  @TempDir Path folder;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final HttpServer server;

  PublisherTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          boolean refused = refusals.getAndDecrement() > 0;
          if (!refused) {
            received.add(exchange.getRequestHeaders().getFirst("Content-Type") + " " + body);
          }
          exchange.sendResponseHeaders(refused ? 503 : 204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRefusedCheckpointIsPostedAgain() {
    refusals.set(1);
    try (Publisher publisher = webhook()) {
      publisher.offer("a note\n", 7);
      await().until(() -> !publisher.standing().pending());
      assertThat(publisher.standing()).isEqualTo(new PlaceStanding("webhook", 7, false, 1, ""));
      assertThat(received).containsExactly("text/plain; charset=utf-8 a note\n");
    }
  }

  @Test
  void aDeadPlaceIsWaitedWithTheNewestOnlyAndHoldsNobodyUp() {
    refusals.set(Integer.MAX_VALUE);
    try (Publisher publisher = webhook()) {
      publisher.offer("first\n", 1);
      await().until(() -> publisher.standing().failures() > 0);
      publisher.offer("second\n", 2);
      publisher.offer("third\n", 3);
      assertThat(publisher.standing().error()).isEqualTo("the address answered with status 503");
      refusals.set(0);
      await().until(() -> !publisher.standing().pending());
    }
    assertThat(received).containsExactly("text/plain; charset=utf-8 third\n");
  }

  /** Whatever a crash leaves of a checkpoint, the next stands between empty lines of its own. */
  @Test
  void aFileThatWasCutOffAnywhereGoesOnWithAWholeCheckpoint() throws IOException {
    Path file = folder.resolve("published.txt");
    String first = "origin\n12\nAbc\n\n— sig\n\n";
    String next = "a note\n\n— sig\n";
    List<String> wrong = new ArrayList<>();
    for (int length = 0; length <= first.length(); length++) {
      String cut = first.substring(0, length);
      Files.writeString(file, cut);
      new FilePlace(file).publish(next);
      String found = Files.readString(file);
      boolean apart = length == 0 || found.endsWith("\n\n" + next + "\n");
      if (!apart || !found.startsWith(cut) || found.length() - length > next.length() + 3) {
        wrong.add(found);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void onAFullDiskNoPartOfACheckpointIsLeft() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder, 8)) {
      Path file = disk.folder().resolve("published.txt");
      String first = "f".repeat(4_000) + "\n\n";
      Files.writeString(file, first);
      String next = "n".repeat(9_000) + "\n";
      fill(disk.folder().resolve("everything"));
      assertThatThrownBy(() -> new FilePlace(file).publish(next))
          .hasMessage("No space left on device");
      assertThat(Files.readString(file)).isEqualTo(first);

      Files.delete(disk.folder().resolve("everything"));
      new FilePlace(file).publish(next);
      assertThat(Files.readString(file)).isEqualTo(first + next + "\n");
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[1_024];
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessage("No space left on device");
    }
  }

  @Test
  void whatCouldNotBePublishedWholeIsTold() {
    assertThatThrownBy(() -> new FilePlace(Path.of("/dev/full")).publish("a note\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private Publisher webhook() {
    URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    Publisher publisher = new Publisher(new WebhookPlace(address));
    publisher.start();
    return publisher;
  }
}
