package qts.runtime.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.logs.OperationalLog;
import qts.runtime.service.Service;

/**
 * Stops a service in order when the process is told to end by SIGTERM or SIGINT, also one that is
 * still starting: its start is waited for.
 */
final class StopOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger("qts.run");

  private final OperationalLog log;
  private final CompletableFuture<Optional<Service>> started = new CompletableFuture<>();

  private StopOnSignal(OperationalLog log) {
    this.log = log;
  }

  /** Starts a service. */
  interface Start {
    Service start() throws IOException;
  }

  /**
   * Starts a service; from before its start on, a signal stops it, then {@code log}, and ends the
   * process with code 0.
   */
  static Service start(OperationalLog log, Start start) throws IOException {
    StopOnSignal stop = new StopOnSignal(log);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::stop, "stop"));
    try {
      Service service = start.start();
      stop.started.complete(Optional.of(service));
      return service;
    } finally {
      // Without effect on a service that was started.
      stop.started.complete(Optional.empty());
    }
  }

  private void stop() {
    started.join().ifPresent(this::stop);
  }

  private void stop(Service service) {
    int status = ExitCode.FAILURE;
    try {
      service.close();
      status = ExitCode.OK;
    } catch (IOException e) {
      LOG.error("the service did not stop in order", e);
    } finally {
      log.close();
      Runtime.getRuntime().halt(status);
    }
  }
}
