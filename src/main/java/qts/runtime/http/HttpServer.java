package qts.runtime.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server: listens, asks for the token, hands requests to the {@link Routes}, and answers
 * every failure with a problem document. Requests run on virtual threads.
 */
public final class HttpServer implements Closeable {
  /** The most bytes the headers of a request may have together; more is answered 431. */
  static final int MAX_HEADER_BYTES = 8 << 10;

  /** How many connections are open at once; further ones wait to be accepted. */
  static final int MAX_CONNECTIONS = 2_000;

  /** How long a connection may be silent, within a request or between two. */
  static final long IDLE_MILLIS = 60_000;

  /** How long stopping waits for requests that are being answered. */
  static final long DRAIN_MILLIS = 2_500;

  private static final int MAX_SERVER_THREADS = 16;

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
    Javalin javalin =
        Javalin.create(config -> {
          limit(config);
          listen(config, settings);
          route(config, settings, new Failures(bugs), routes);
          config.requestLogger.http((ctx, millis) -> tell(listener, ctx));
        });
    try {
      javalin.start();
    } catch (JavalinException e) {
      throw unavailable(settings, e);
    }
    return new HttpServer(javalin);
  }

  private static void listen(JavalinConfig config, HttpSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new JettyProblems()));
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
    config.router.javaLangErrorHandler(failures::answer);
    settings.token().map(BearerToken::new).ifPresent(config.routes::before);
    config.routes.before(ctx -> ctx.header("X-Content-Type-Options", "nosniff"));
    failures.register(config.routes);
    routes.forEach(some -> some.register(config.routes));
  }

  private static void tell(HttpListener listener, Context ctx) {
    Endpoint matched = ctx.endpoints().matchedHttpEndpoint();
    listener.onAnswered(
        ctx.req().getMethod(), matched == null ? "" : matched.path, ctx.statusCode());
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
    server.setStopTimeout(DRAIN_MILLIS);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setInputBufferSize(INPUT_BUFFER_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setSendServerVersion(false);
  }

  private static PortUnavailableException unavailable(HttpSettings settings, JavalinException e) {
    String where = settings.host() + ":" + settings.port();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new PortUnavailableException(
            "%s can't be listened on (%s). Stop what listens there, or choose another port"
                    .formatted(where, cause.getMessage())
                + " with OBSERVER_PORT or address with OBSERVER_HOST.",
            e);
      }
      if (cause instanceof UnresolvedAddressException) {
        return new PortUnavailableException(
            "OBSERVER_HOST is " + settings.host() + ", which is no address of this machine.", e);
      }
    }
    return new PortUnavailableException(
        where + " can't be listened on: " + e.getMessage() + ". Check OBSERVER_HOST.", e);
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
      throw new IOException("the HTTP server did not stop in order", e);
    }
  }
}
