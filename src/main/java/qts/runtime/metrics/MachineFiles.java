package qts.runtime.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Linux tells about this process and its container in files. On other systems, and where a
 * file is missing, the numbers are absent rather than zero.
 *
 * @param root the root of the file system; another one in tests
 */
record MachineFiles(Path root) {

  /** Bytes a network device has received and sent. */
  record Device(long received, long sent) {}

  /** A number of {@code /proc/self/io}, for example {@code read_bytes}. */
  OptionalLong io(String name) {
    String key = name + ":";
    return lines("proc/self/io").stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
        .findFirst();
  }

  /** The network devices of this process's network, but loopback. */
  Map<String, Device> network() {
    Map<String, Device> devices = new LinkedHashMap<>();
    for (String line : lines("proc/self/net/dev")) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "lo" : line.substring(0, colon).strip();
      if (!name.equals("lo")) {
        String[] numbers = line.substring(colon + 1).strip().split("\\s+", -1);
        devices.put(name, new Device(Long.parseLong(numbers[0]), Long.parseLong(numbers[8])));
      }
    }
    return devices;
  }

  /** The memory the container uses, page cache included, bytes. */
  OptionalLong containerMemory() {
    return number("sys/fs/cgroup/memory.current");
  }

  /** The memory the container may use, bytes; absent where it is not limited. */
  OptionalLong containerMemoryLimit() {
    return number("sys/fs/cgroup/memory.max");
  }

  private OptionalLong number(String file) {
    return lines(file).stream()
        .filter(line -> line.chars().allMatch(Character::isDigit) && !line.isEmpty())
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private List<String> lines(String file) {
    Path path = root.resolve(file);
    if (!Files.isReadable(path)) {
      return List.of();
    }
    try {
      return Files.readAllLines(path);
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
