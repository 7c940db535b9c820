package qts.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LingeringTest {
  private static final String POST =
      "POST /v1/snapshots HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

  @TempDir Path folder;

  @Test
  void aSenderThatWritesAllOfTooMuchBeforeItReadsFindsItsAnswer() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder);
        Sender sender = new Sender(server.server().port())) {
      sender.send(POST + "Content-Length: " + (64 << 20) + "\r\n\r\n");
      sender.sendZeros(64);
      assertThat(sender.answer())
          .startsWith("HTTP/1.1 413 ")
          .contains("Connection: close", "problem:body-too-large");
    }
  }

  @Test
  void alsoWhenItsBodyComesInChunks() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder);
        Sender sender = new Sender(server.server().port())) {
      sender.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 32; i++) {
        sender.send("100000\r\n");
        sender.sendZeros(1);
        sender.send("\r\n");
      }
      sender.send("0\r\n\r\n");
      assertThat(sender.answer()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void alsoWhenItHasNoToken() throws IOException {
    HttpSettings settings = HttpSettings.loopback().withToken("secret"::equals);
    try (TestServer server = TestServer.start(settings);
        Sender sender = new Sender(server.port())) {
      sender.send(POST + "Content-Length: " + (16 << 20) + "\r\n\r\n");
      sender.sendZeros(16);
      assertThat(sender.answer()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void whoWaitsToBeAskedIsNotAsked() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder);
        Sender sender = new Sender(server.server().port())) {
      sender.send(POST + "Expect: 100-continue\r\nContent-Length: " + (64 << 20) + "\r\n\r\n");
      assertThat(sender.answer()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void whoWasAskedForMoreThanIsTakenFindsItsAnswer() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder);
        Sender sender = new Sender(server.server().port())) {
      sender.send(POST + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(sender.line()).startsWith("HTTP/1.1 100 ");
      sender.send("2000000\r\n");
      sender.sendZeros(32);
      sender.send("\r\n0\r\n\r\n");
      assertThat(sender.answer()).contains("HTTP/1.1 413 ");
    }
  }

  @Test
  void aBodyThatWasReadLeavesTheConnectionOpen() throws IOException {
    try (RecordingServer server = RecordingServer.start(folder);
        Sender sender = new Sender(server.server().port())) {
      for (int i = 0; i < 2; i++) {
        sender.send(POST + "Content-Length: 2\r\n\r\n[]");
        assertThat(sender.line()).startsWith("HTTP/1.1 200 ");
        sender.skipAnswer();
      }
    }
  }

  @Test
  void aSenderThatNeverEndsIsGivenUp() throws Exception {
    Server server = start(new Refusing());
    try (Sender sender = new Sender(port(server))) {
      sender.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      assertThat(sender.line()).startsWith("HTTP/1.1 400 ");
      assertThatThrownBy(
              () -> {
                for (; ; ) {
                  sender.send("1\r\na\r\n");
                  TimeUnit.MILLISECONDS.sleep(5);
                }
              })
          .isInstanceOf(SocketException.class);
    } finally {
      server.stop();
    }
  }

  @Test
  void aHandlerThatFailsIsAnsweredToo() throws Exception {
    Server server = start(new Failing());
    try (Sender sender = new Sender(port(server))) {
      sender.send(POST + "Content-Length: " + (8 << 20) + "\r\n\r\n");
      sender.sendZeros(8);
      assertThat(sender.answer()).startsWith("HTTP/1.1 500 ");
    } finally {
      server.stop();
    }
  }

  private static Server start(Handler handler) throws Exception {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Lingering lingering = new Lingering(200);
    lingering.setHandler(handler);
    server.setHandler(lingering);
    server.start();
    return server;
  }

  private static int port(Server server) {
    return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Answers without reading. */
  private static final class Refusing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.setStatus(400);
      response.write(true, null, callback);
      return true;
    }
  }

  /** Can't answer. */
  private static final class Failing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      throw new IOException("planted");
    }
  }

  /** A client that reads when it is told to. */
  private static final class Sender implements AutoCloseable {
    private final Socket socket;

    Sender(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    void sendZeros(int mebibytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < mebibytes; i++) {
        out.write(zeros);
      }
    }

    /** The next line, without its end. */
    String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int c = socket.getInputStream().read();
      while (c >= 0 && c != '\n') {
        if (c != '\r') {
          line.append((char) c);
        }
        c = socket.getInputStream().read();
      }
      return line.toString();
    }

    /** The rest of an answer that tells its length. */
    void skipAnswer() throws IOException {
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.startsWith("Content-Length: ")) {
          length = Integer.parseInt(header.substring("Content-Length: ".length()));
        }
      }
      socket.getInputStream().skipNBytes(length);
    }

    /** All that comes until the server closes the connection. */
    String answer() throws IOException {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
