package qts.runtime.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import qts.journal.Journal;

/**
 * A process that opens a journal once, as a program does when it starts: nothing of it was loaded
 * or compiled before. Prints the next position and the milliseconds until records could be taken.
 */
final class OpeningProcess {
  private OpeningProcess() {}

  /** What such a process found. */
  record Result(long nextPosition, long millis) {}

  /** Runs one on the journal in {@code folder}, with the options of this process. */
  static Result run(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OpeningProcess.class.getName(), folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] words = said.strip().split(" ", 2);
    if (words.length != 2) {
      throw new IOException("the process that was to open " + folder + " said: " + said);
    }
    return new Result(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  public static void main(String[] args) throws IOException {
    long started = System.nanoTime();
    try (Journal journal = BenchJournal.open(Path.of(args[0]), new CommitCounter())) {
      long millis = (System.nanoTime() - started) / 1_000_000;
      System.out.println(journal.nextPosition() + " " + millis);
    }
  }
}
