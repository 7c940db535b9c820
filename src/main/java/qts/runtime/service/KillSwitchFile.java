package qts.runtime.service;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.JournalFailedException;
import qts.logs.PlainText;
import qts.runtime.http.SafetyRoutes;
import qts.runtime.recorder.Safety;
import qts.runtime.recorder.SafetyStanding;
import qts.runtime.stop.StopSignal;
import qts.safety.Attribution;
import qts.safety.SafetyChange;

/**
 * Keeps the kill switch on while a file is there. Its first line says who put it there, the rest
 * why. What the file turned on, its removal turns off; what somebody else turned on stays. Looked
 * at before the service takes its first input, then every second.
 */
final class KillSwitchFile implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("qts.safety");
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_BYTES = 4 << 10;

  private final Path file;
  private final Safety safety;
  private final StopSignal stop = new StopSignal();
  private final Thread thread = Thread.ofPlatform().name("kill-switch").unstarted(this::run);

  private KillSwitchFile(Path file, Safety safety) {
    this.file = file;
    this.safety = safety;
  }

  static KillSwitchFile watch(Path file, Safety safety, Thread.UncaughtExceptionHandler bugs) {
    KillSwitchFile watch = new KillSwitchFile(file, safety);
    watch.look();
    watch.thread.setUncaughtExceptionHandler(bugs);
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (stop.pause(TICK_NANOS)) {
      look();
    }
  }

  private void look() {
    SafetyStanding standing = safety.standing();
    boolean there = Files.exists(file);
    boolean on = standing.state().killSwitch();
    if (there && !on) {
      change(true, author(), reason());
    } else if (!there && on && isByFile(standing)) {
      change(false, SafetyRoutes.FILE + file.getFileName(), "the file is gone");
    }
  }

  private static boolean isByFile(SafetyStanding standing) {
    return standing
        .killSwitch()
        .filter(last -> last.by().who().startsWith(SafetyRoutes.FILE))
        .isPresent();
  }

  private void change(boolean on, String who, String why) {
    LongFunction<SafetyChange> change =
        at -> new SafetyChange.KillSwitch(on, new Attribution(who, why, at));
    try {
      safety.change(change);
      LOG.atWarn().addKeyValue("who", who).log("the kill switch is {}", on ? "on" : "off");
    } catch (JournalFailedException e) {
      LOG.debug("the kill switch can't change any more", e);
    } catch (IOException e) {
      LOG.error("the kill switch could not be turned, it will be tried again", e);
    }
  }

  private String author() {
    List<String> lines = lines();
    String who = lines.isEmpty() ? "" : lines.getFirst().strip();
    return SafetyRoutes.FILE + (who.isEmpty() ? file.getFileName().toString() : who);
  }

  private String reason() {
    List<String> lines = lines();
    String why = String.join(" ", lines.subList(Math.min(1, lines.size()), lines.size())).strip();
    return why.isEmpty() ? "the file " + file.getFileName() + " is there" : why;
  }

  /** Its lines; none when it can't be read, which is no reason to let orders pass. */
  private List<String> lines() {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
          .lines()
          .map(PlainText::of)
          .toList();
    } catch (IOException unreadable) {
      LOG.warn("the kill-switch file can't be read: {}", unreadable.getMessage());
      return List.of();
    }
  }

  @Override
  public void close() {
    stop.end(thread);
  }
}
