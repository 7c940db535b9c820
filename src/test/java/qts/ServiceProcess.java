package qts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The service as a process of its own, started as a person starts it: {@code ./observer run}. */
final class ServiceProcess implements Closeable {
  private static final Path LAUNCHER = Path.of("observer").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LISTENS =
      Pattern.compile("QTS Observer listens on (\\S+), records in (\\S+)\n");

  private final Path folder;
  private final Process process;

  private ServiceProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Begins to start the service in {@code folder}, on a free port unless {@code environment} says
   * otherwise.
   */
  static ServiceProcess begin(Path folder, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(LAUNCHER.toString(), "run")
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().keySet().removeIf(name -> name.contains("OBSERVER_"));
    Map<String, String> variables = new HashMap<>(Map.of("OBSERVER_PORT", "0"));
    variables.putAll(environment);
    builder.environment().putAll(variables);
    return new ServiceProcess(folder, builder.start());
  }

  /** Starts the service and waits until it is ready. */
  static ServiceProcess start(Path folder, Map<String, String> environment) throws IOException {
    ServiceProcess service = begin(folder, environment);
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast(service::assertAlive)
        .until(() -> service.listening().find());
    return service;
  }

  private Matcher listening() {
    return LISTENS.matcher(out());
  }

  private void assertAlive() {
    if (!process.isAlive()) {
      throw new AssertionError("the service ended: " + err());
    }
  }

  /** Where it listens. */
  URI address() {
    Matcher matcher = listening();
    if (!matcher.find()) {
      throw new AssertionError("the service does not say where it listens: " + out() + err());
    }
    return URI.create(matcher.group(1));
  }

  String out() {
    return text("out.txt");
  }

  String err() {
    return text("err.txt");
  }

  private String text(String file) {
    try {
      return new String(Files.readAllBytes(folder.resolve(file)), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is in its operational log. */
  List<String> log() throws IOException {
    return new ArrayList<>(Files.readAllLines(folder.resolve("logs/observer.log")));
  }

  /** Waits until the log has a line with {@code words}. */
  void awaitLog(String words) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> log().stream().anyMatch(line -> line.contains(words)));
  }

  /**
   * Lets every write of the process to a file fail from now on, as a broken disk does: the largest
   * size of a file becomes zero.
   */
  void forbidWriting() throws IOException {
    Process limit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=0")
            .inheritIO()
            .start();
    if (exitValue(limit) != 0) {
      throw new AssertionError("prlimit (package util-linux) could not limit the process");
    }
  }

  /** {@code kill -9}: the process can do nothing about it. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** {@code kill}: asks the process to stop; returns its exit code. */
  int terminate() {
    askToStop();
    return awaitEnd();
  }

  /** {@code kill} without waiting for the end. */
  void askToStop() {
    process.destroy();
  }

  /** Waits until the process ends by itself; returns its exit code. */
  int awaitEnd() {
    return exitValue(process);
  }

  private int exitValue(Process ending) {
    try {
      if (!ending.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the process does not end: " + err());
      }
      return ending.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
