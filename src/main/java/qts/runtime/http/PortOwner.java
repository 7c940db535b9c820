package qts.runtime.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out which process listens on a port, as far as Linux lets this one see. */
final class PortOwner {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /** A sentence that names the process, after a space; empty when it can't be seen. */
  static String of(int port) {
    try {
      Set<String> sockets =
          Stream.concat(sockets("net/tcp", port), sockets("net/tcp6", port))
              .collect(Collectors.toSet());
      return sockets.isEmpty()
          ? ""
          : process(sockets).map(p -> " Process " + describe(p) + " listens there.").orElse("");
    } catch (IOException notShown) {
      return "";
    }
  }

  /** What the descriptors of sockets that listen on {@code port} point to. */
  private static Stream<String> sockets(String table, int port) throws IOException {
    Path file = PROC.resolve(table);
    String suffix = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
    return (Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of())
        .stream()
            .map(line -> line.strip().split("\\s+", -1))
            .filter(c -> c.length > 9 && c[1].endsWith(suffix) && c[3].equals(LISTENING))
            .map(c -> "socket:[" + c[9] + "]");
  }

  private static Optional<Path> process(Set<String> sockets) throws IOException {
    try (Stream<Path> all = Files.list(PROC)) {
      return all.filter(p -> Character.isDigit(p.getFileName().toString().charAt(0)))
          .filter(p -> holds(p, sockets))
          .findFirst();
    }
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(d -> sockets.contains(target(d)));
    } catch (IOException othersProcess) {
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static String describe(Path process) {
    String id = process.getFileName().toString();
    try {
      return id + " (" + Files.readString(process.resolve("comm")).strip() + ")";
    } catch (IOException ended) {
      return id;
    }
  }
}
