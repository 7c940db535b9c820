package qts.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Ends a {@link JournalProcess} in the middle of its work, again and again, and looks after each
 * end whether its journals hold what it had acknowledged. What was read from the process is the
 * judge.
 *
 * <p>Arguments: the folder, how many times, and a seed. The system properties {@code crash.cut} and
 * {@code crash.restore} are commands that cut the power of the disk below the folder and give it
 * back; without them the process is killed. {@code crash.java} are options of the process, {@code
 * crash.journals} how many journals it has: a start takes longer than all else, and each of them is
 * ended at another place of its work.
 */
final class CrashLoop {
  private static final int LIVES_OF_A_JOURNAL = 100;
  private static final int PROGRESS_EVERY = 100;

  private final Path folder;
  private final int count;
  private final Random random;
  private final List<String> cut = words("crash.cut");
  private final List<String> restore = words("crash.restore");
  private final int journals = Integer.getInteger("crash.journals", 1);
  private List<AcknowledgedSamples> judges = List.of();
  private long acknowledged;

  private CrashLoop(Path folder, int count, long seed) {
    this.folder = folder;
    this.count = count;
    this.random = new Random(seed);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    System.out.println("seed " + seed);
    new CrashLoop(Path.of(arguments[0]), Integer.parseInt(arguments[1]), seed).run();
  }

  private static List<String> words(String property) {
    return Arrays.stream(System.getProperty(property, "").split(" ", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private void run() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    for (int life = 1; life <= count; life++) {
      if (life % LIVES_OF_A_JOURNAL == 1) {
        beginJournals();
      }
      live(life);
      check(life % LIVES_OF_A_JOURNAL == 0 || life == count);
      if (life % PROGRESS_EVERY == 0 || life == count) {
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf(
            "%d of %d, %d ms each, %sin all %d samples acknowledged, none lost%n",
            life,
            count,
            millis / life,
            journals == 1 ? "" : journals + " journals each time, ",
            acknowledged);
      }
    }
  }

  private void check(boolean everything) throws IOException {
    for (int i = 0; i < journals; i++) {
      judges.get(i).check(folder.resolve(Integer.toString(i)), everything);
    }
  }

  private void beginJournals() throws IOException {
    judges = Stream.generate(AcknowledgedSamples::new).limit(journals).toList();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    for (int i = 0; i < journals; i++) {
      Files.createDirectories(folder.resolve(Integer.toString(i)));
    }
  }

  /** One life of the process, up to its end. */
  private void live(int life) throws IOException, InterruptedException {
    Process process = start(life);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      if (random.nextInt(8) == 0) {
        Thread.sleep(random.nextInt(150));
      } else {
        listen(said, life, random.nextInt(journals << random.nextInt(8)));
      }
      end(process);
      if (cut.isEmpty()) {
        listen(said, life, Integer.MAX_VALUE);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    if (!restore.isEmpty()) {
      command(restore);
    }
  }

  private Process start(int life) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words("crash.java"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            JournalProcess.class.getName(),
            folder.toString(),
            Integer.toString(life),
            Integer.toString(journals)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Reads what the process says until so many acknowledgements were read, or it says no more. */
  private void listen(BufferedReader said, int life, int acknowledgements) throws IOException {
    for (int left = acknowledgements; left >= 0; ) {
      String whole = said.readLine();
      if (whole == null) {
        return;
      }
      int space = whole.indexOf(' ');
      AcknowledgedSamples judge = judges.get(Integer.parseInt(whole.substring(0, space)));
      String line = whole.substring(space + 1);
      if (Acknowledgement.isLine(line)) {
        Acknowledgement read = Acknowledgement.of(line);
        judge.acknowledge(life, read);
        acknowledged += read.positions().size();
        left--;
      } else if (line.startsWith("open")) {
        judge.opened(Long.parseLong(line.substring(5)));
        left--;
      }
    }
  }

  /** Through its handle: {@link Process#destroyForcibly} would close what it said as well. */
  private void end(Process process) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("the process ended by itself, code " + process.exitValue());
    }
    if (cut.isEmpty()) {
      process.toHandle().destroyForcibly();
    } else {
      command(cut);
    }
  }

  private static void command(List<String> command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new AssertionError(command + " ended with code " + code);
    }
  }
}
