package qts.runtime.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import qts.runtime.query.Tail;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows what a service records, and goes on at the next position when the connection breaks or
 * falls silent or the service restarts: nothing is left out and nothing comes twice. Waits longer
 * each time, for ever. Used by one thread.
 */
public final class Following {
  private static final String PATH = "/v1/tail?";
  private static final String POSITION = "position";

  /** A service that lives says so every {@link Tail#PAUSE_SECONDS}. */
  private static final Duration PATIENCE = Duration.ofSeconds(3 * Tail.PAUSE_SECONDS);

  private static final long FIRST_WAIT_MILLIS = 100;
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final ServiceClient service;
  private final Map<String, List<String>> parameters;
  private final Consumer<String> lines;
  private final Consumer<String> notes;
  private final Duration patience;
  private long next = -1;
  private long waitMillis = FIRST_WAIT_MILLIS;

  /**
   * @param parameters of {@code /v1/tail}
   * @param lines is given each line
   * @param notes is told why a connection broke
   */
  public Following(
      ServiceClient service,
      Map<String, List<String>> parameters,
      Consumer<String> lines,
      Consumer<String> notes) {
    this(service, parameters, lines, notes, PATIENCE);
  }

  /**
   * @param patience how long nothing comes before the connection is taken for broken
   */
  Following(
      ServiceClient service,
      Map<String, List<String>> parameters,
      Consumer<String> lines,
      Consumer<String> notes,
      Duration patience) {
    this.service = service;
    this.parameters = new LinkedHashMap<>(parameters);
    this.lines = lines;
    this.notes = notes;
    this.patience = patience;
  }

  /**
   * Follows until the thread is interrupted.
   *
   * @throws ServiceException when the service can't be reached at first, or refuses for good
   */
  public void run() throws IOException, InterruptedException {
    while (!Thread.interrupted()) {
      try {
        read();
        notes.accept("The service ended the stream.");
      } catch (ServiceException refused) {
        if (next < 0 || !refused.isPassing()) {
          throw refused;
        }
        notes.accept(String.valueOf(refused.getMessage()));
      } catch (IOException broken) {
        if (next < 0) {
          throw broken;
        }
        notes.accept("The connection broke: " + broken.getMessage());
      }
      pause();
    }
    throw new InterruptedException("following was interrupted");
  }

  private void read() throws IOException {
    if (next >= 0) {
      parameters.put(POSITION, List.of(Long.toString(next)));
    }
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                service.follow(PATH + QueryString.of(parameters), "application/x-ndjson", patience),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        take(line);
      }
    }
  }

  /** A line that was cut short is not passed on: it comes again. */
  private void take(String text) throws IOException {
    JsonNode line;
    try {
      line = JsonMapper.shared().readTree(text);
    } catch (JacksonException cut) {
      throw new IOException("a line was cut short", cut);
    }
    lines.accept(text);
    next = Math.max(next, behind(line));
    waitMillis = FIRST_WAIT_MILLIS;
  }

  /** The position to go on at after this line. */
  private static long behind(JsonNode line) {
    if (line.has(POSITION)) {
      return line.path(POSITION).asLong() + 1;
    }
    return line.has("lost")
        ? line.path("lost").path("last_position").asLong() + 1
        : line.path("read_to").asLong() + 1;
  }

  private void pause() throws InterruptedException {
    notes.accept("Going on at position %d as soon as it answers.".formatted(next));
    long wait = waitMillis / 2 + ThreadLocalRandom.current().nextLong(waitMillis / 2 + 1);
    TimeUnit.MILLISECONDS.sleep(wait);
    waitMillis = Math.min(LONGEST_WAIT_MILLIS, 2 * waitMillis);
  }
}
