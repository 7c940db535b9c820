package qts.runtime.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.zip.GZIPInputStream;

/** An HTTP server on loopback that keeps what is posted to it. */
public final class Receiver implements Closeable {
  private final HttpServer server;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final AtomicInteger received = new AtomicInteger();
  private final IntFunction<Answer> answers;

  /** What was posted, unpacked. */
  public record Delivery(String path, String contentType, ByteString body) {}

  /** What is answered. */
  public record Answer(int status, String body) {}

  /**
   * @param answers the answer to the n-th delivery, counted from 0; only those answered with a
   *     status below 300 are kept
   */
  public Receiver(IntFunction<Answer> answers) throws IOException {
    this.answers = answers;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  public static Receiver takingAll() throws IOException {
    return new Receiver(n -> new Answer(200, ""));
  }

  /** Its address, with a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The deliveries to {@code path}, oldest first. */
  public List<Delivery> deliveries(String path) {
    return deliveries.stream().filter(d -> d.path().equals(path)).toList();
  }

  /** How many deliveries there were, also refused ones. */
  public int received() {
    return received.get();
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    Answer answer = answers.apply(received.getAndIncrement());
    if (answer.status() < 300) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      deliveries.add(
          new Delivery(exchange.getRequestURI().getPath(), type, ByteString.copyFrom(body)));
    }
    byte[] text = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
    if (text.length > 0) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
