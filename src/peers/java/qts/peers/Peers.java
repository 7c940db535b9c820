package qts.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import qts.runtime.bench.Machine;

/** Measures one log and prints its line of a table, or prints what stands above the lines. */
final class Peers {
  private static final String USAGE =
      "usage: Peers heading | journal | file | chronicle | aeron [--seconds N] [--dir DIR]";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final Map<String, Maker> LOGS =
      Map.of(
          "journal", ObserverJournal::new,
          "file", PlainFile::new,
          "chronicle", Chronicle::new,
          "aeron", Aeron::new);

  private Peers() {}

  /** Makes a peer in an empty folder. */
  private interface Maker {
    Peer in(Path folder) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    int seconds = 3;
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    for (int i = 1; i < args.length; i += 2) {
      if (i + 1 == args.length || !(args[i].equals("--seconds") || args[i].equals("--dir"))) {
        fail();
      } else if (args[i].equals("--dir")) {
        parent = Path.of(args[i + 1]);
      } else {
        seconds = Integer.parseInt(args[i + 1]);
      }
    }
    Maker maker = args.length == 0 ? null : LOGS.get(args[0]);
    if (maker != null) {
      measure(maker, parent, new Measurement(seconds * NANOS_PER_SECOND));
    } else if (args.length > 0 && args[0].equals("heading")) {
      heading();
    } else {
      fail();
    }
  }

  private static void fail() {
    System.err.println(USAGE);
    System.exit(2);
  }

  private static void heading() {
    System.out.println(Machine.current());
    System.out.printf(
        Locale.ROOT,
        "records of %d bytes, one thread, records a second%n%n",
        new Batch(1, 7).length());
    System.out.println(
        "| log | durable by | group commit, 5 ms | synced per 1,000 | each synced | read in sequence |");
    System.out.println("|---|---|---|---|---|---|");
  }

  private static void measure(Maker maker, Path parent, Measurement measurement)
      throws IOException {
    Path folder = Files.createTempDirectory(parent, "peers-");
    try (Peer peer = maker.in(folder)) {
      System.err.println("measuring " + peer.title());
      Measurement.Rates rates = measurement.of(peer);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %,.0f | %,.0f | %,.0f | %,.0f |%n",
          peer.title(),
          peer.durability(),
          rates.grouped(),
          rates.perThousand(),
          rates.each(),
          rates.read());
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Peers::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
