package qts.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine a figure was measured on.
 *
 * @param memoryBytes what the process may use: of the machine, or of the container where it has a
 *     limit
 * @param heapBytes the largest Java heap
 */
public record Machine(
    String processor, int cores, long memoryBytes, long heapBytes, String java, String system) {

  /** This machine. */
  public static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        firstField(Path.of("/proc/cpuinfo"), "model name", "unknown processor"),
        runtime.availableProcessors(),
        memory(),
        runtime.maxMemory(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"));
  }

  private static long memory() {
    String limit = firstLine(Path.of("/sys/fs/cgroup/memory.max"), "max");
    if (limit.matches("[0-9]+")) {
      return Long.parseLong(limit);
    }
    String kibi = firstField(Path.of("/proc/meminfo"), "MemTotal", "0 kB");
    return Long.parseLong(kibi.replaceAll("[^0-9]", "")) * 1024;
  }

  /** What this process takes of the memory, heap and all else; 0 where the system does not tell. */
  static long residentBytes() {
    String kibi = firstField(Path.of("/proc/self/status"), "VmRSS", "0 kB");
    return Long.parseLong(kibi.replaceAll("[^0-9]", "")) * 1024;
  }

  private static String firstLine(Path file, String otherwise) {
    return lines(file).stream().findFirst().orElse(otherwise);
  }

  private static String firstField(Path file, String name, String otherwise) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  /** Not every system has these files; then the answer is "unknown". */
  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public String toString() {
    return "%s, %d cores, %d MiB memory, %d MiB heap, Java %s, %s"
        .formatted(processor, cores, memoryBytes >> 20, heapBytes >> 20, java, system);
  }
}
