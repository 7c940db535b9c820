package qts.runtime.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import qts.logs.OperationalLog;
import qts.runtime.config.Catalogue;
import qts.runtime.config.ConfigurationException;
import qts.runtime.config.Paths;
import qts.runtime.config.ServicePlan;
import qts.runtime.config.Settings;
import qts.runtime.service.Service;

/** {@code run}: runs the service until it is told to stop. */
@Command(name = "run", description = "Run the service, until SIGTERM or SIGINT stops it.")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("qts.run");

  /** How long requests still get their answers once the process must end. */
  private static final long LAST_ANSWERS_MILLIS = 250;

  private final Shell shell;
  private final AtomicBoolean ending = new AtomicBoolean();

  RunCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = Settings.load(shell.environment(), shell.workingDirectory());
    requireStandalone(settings);
    Paths paths = new Paths(settings);
    paths.create();
    try (OperationalLog log = OperationalLog.open(ServicePlan.log(settings, shell.colours()));
        Service service = StopOnSignal.start(log, () -> Service.start(settings, this::end))) {
      Thread.setDefaultUncaughtExceptionHandler(service.uncaught());
      shell
          .out()
          .println(
              "QTS Observer listens on %s, records in %s"
                  .formatted(service.address(), paths.dataDir()));
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  private static void requireStandalone(Settings settings) {
    if (!settings.get(Catalogue.STANDALONE)) {
      throw new ConfigurationException(
          Catalogue.STANDALONE.name(),
          "is 0 (%s): in integrated mode the recorder is part of another process and no port is opened"
              .formatted(settings.origin(Catalogue.STANDALONE).place()),
          "Embed qts.runtime.recorder.Recorder in that process, or set it to 1 to run the service.");
    }
  }

  /** Ends the process at once, not in order: what is on the disk can't be relied on. */
  private void end() {
    if (ending.compareAndSet(false, true)) {
      LOG.error("the process ends: the next start recovers what is durable");
      Thread.ofPlatform()
          .name("end")
          .start(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LAST_ANSWERS_MILLIS));
            Runtime.getRuntime().halt(ExitCode.FAILURE);
          });
    }
  }
}
