package qts.runtime.service;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.runtime.http.Bugs;

/** Whether the process is well: it is until the first bug. */
final class Health implements Bugs, UncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger("qts.health");

  private final AtomicReference<@Nullable String> first = new AtomicReference<>();
  private final Runnable end;

  /**
   * @param end ends the process: after an error of the Java machine nothing can be relied on
   */
  Health(Runnable end) {
    this.end = end;
  }

  @Override
  public String report(Throwable bug) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    first.compareAndSet(null, id);
    LOG.atError().addKeyValue("bug", id).setCause(bug).log("bug {}: the service is unhealthy", id);
    if (bug instanceof VirtualMachineError) {
      end.run();
    }
    return id;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable bug) {
    report(bug);
  }

  /** The id of the first bug. */
  Optional<String> bug() {
    return Optional.ofNullable(first.get());
  }
}
