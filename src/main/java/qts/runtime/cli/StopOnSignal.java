package qts.runtime.cli;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.logs.OperationalLog;
import qts.runtime.service.Service;

/** Stops a service in order when the process is told to end by SIGTERM or SIGINT. */
final class StopOnSignal {
  private static final Logger LOG = LoggerFactory.getLogger("qts.run");

  private StopOnSignal() {}

  /** From now on a signal stops {@code service}, then the log, and ends the process with code 0. */
  static void install(Service service, OperationalLog log) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, log), "stop"));
  }

  private static void stop(Service service, OperationalLog log) {
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
