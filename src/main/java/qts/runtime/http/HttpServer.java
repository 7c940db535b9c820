package qts.runtime.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: listens, asks for the token, hands requests to the {@link Routes}, and answers
 * every failure with a problem document. Requests run on virtual threads.
 */
public final class HttpServer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.http");

  /** The most bytes the headers of a request may have together; more is answered 431. */
  static final int MAX_HEADER_BYTES = 8 << 10;

  /** How many connections are open at once; further ones wait to be accepted. */
  static final int MAX_CONNECTIONS = 2_000;

  /** How long a connection may be silent, within a request or between two. */
  static final long IDLE_MILLIS = 60_000;

  /** How long stopping waits for requests that are being answered. */
  static final long DRAIN_MILLIS = 2_500;

  /** How long a connection may be silent once the server stops. */
  static final long STOPPING_IDLE_MILLIS = 500;

  /** How long the rest of a body whose request was answered already is waited for. */
  static final long LINGER_MILLIS = 10_000;

  private static final int MAX_SERVER_THREADS = 16;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Large enough to read a batch in a few steps; held only while a request is being read. */
  private static final int INPUT_BUFFER_BYTES = 64 << 10;

  private final Javalin javalin;

  private HttpServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to listen.
   *
   * @throws PortUnavailableException when the address can't be listened on
   */
  public static HttpServer start(
      HttpSettings settings, Bugs bugs, HttpListener listener, List<Routes> routes)
      throws PortUnavailableException {
    ServerSocketChannel port = Port.open(settings.host(), settings.port());
    Javalin javalin =
        Javalin.create(config -> {
          limit(config);
          listen(config, port);
          route(config, settings, new Failures(bugs), routes);
          config.requestLogger.http((ctx, millis) -> tell(listener, ctx, millis));
        });
    return new HttpServer(javalin.start());
  }

  private static void listen(JavalinConfig config, ServerSocketChannel port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.addConnector((server, http) -> connector(server, http, port));
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new JettyProblems()));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ServerSocketChannel port) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setShutdownIdleTimeout(STOPPING_IDLE_MILLIS);
    try {
      connector.open(port);
    } catch (IOException e) {
      throw new UncheckedIOException("the open port can't be used", e);
    }
    return connector;
  }

  private static void limit(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(HttpServer::limit);
    config.jetty.modifyHttpConfiguration(HttpServer::limit);
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  private static void route(
      JavalinConfig config, HttpSettings settings, Failures failures, List<Routes> routes) {
    config.http.prefer405over404 = true;
    config.jetty.timeoutStatus = Failures.TIMEOUT;
    config.router.javaLangErrorHandler(failures::answer);
    settings.token().map(BearerToken::new).ifPresent(config.routes::before);
    config.routes.before(ctx -> ctx.header("X-Content-Type-Options", "nosniff"));
    failures.register(config.routes);
    routes.forEach(some -> some.register(config.routes));
  }

  private static void tell(HttpListener listener, Context ctx, float millis) {
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    listener.onAnswered(
        new Answered(
            ctx.req().getMethod(),
            matched == null ? "" : matched.path,
            ctx.statusCode(),
            (long) (millis * NANOS_PER_MILLI),
            name -> Optional.ofNullable(ctx.header(name))));
  }

  /** Selecting and accepting has platform threads; every request has a virtual one. */
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_SERVER_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-request-", 0).factory()));
    return threads;
  }

  private static void limit(Server server) {
    server.setErrorHandler(new JettyProblems());
    server.insertHandler(new GracefulHandler());
    server.insertHandler(new Lingering(LINGER_MILLIS));
    server.setStopTimeout(DRAIN_MILLIS);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setInputBufferSize(INPUT_BUFFER_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setSendServerVersion(false);
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Stops listening, and returns when the requests under way are answered, or given up. */
  @Override
  public void close() throws IOException {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw new IOException("the HTTP server did not stop in order", e);
      }
      LOG.warn("requests that were not answered within {} ms were given up", DRAIN_MILLIS);
    }
  }
}
