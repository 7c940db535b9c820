package qts.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import qts.runtime.bench.Machine;

/** Measures every peer on the same disk with the same records and prints a table. */
final class Peers {
  private static final String USAGE = "usage: ./observer bench peers [--seconds N] [--dir DIR]";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Path folder;
  private final Measurement measurement;

  private Peers(Path folder, int seconds) {
    this.folder = folder;
    this.measurement = new Measurement(seconds * NANOS_PER_SECOND);
  }

  /** Makes a peer in an empty folder. */
  private interface Maker {
    Peer in(Path folder) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    int seconds = 3;
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length || !(args[i].equals("--seconds") || args[i].equals("--dir"))) {
        System.err.println(USAGE);
        System.exit(2);
      } else if (args[i].equals("--dir")) {
        parent = Path.of(args[i + 1]);
      } else {
        seconds = Integer.parseInt(args[i + 1]);
      }
    }
    Path folder = Files.createTempDirectory(parent, "peers-");
    try {
      new Peers(folder, seconds).run();
    } finally {
      delete(folder);
    }
  }

  private void run() throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add(row(ObserverJournal::new));
    rows.add(row(PlainFile::new));
    rows.add(row(Chronicle::new));
    rows.add(row(Aeron::new));
    System.out.println(Machine.current());
    System.out.printf(
        Locale.ROOT,
        "records of %d bytes, one thread, records a second%n%n",
        new Batch(1, 7).length());
    System.out.println(
        "| log | durable by | group commit, 5 ms | synced per 1,000 | each synced | read in sequence |");
    System.out.println("|---|---|---|---|---|---|");
    rows.forEach(System.out::println);
  }

  private String row(Maker maker) throws IOException {
    Path own = Files.createTempDirectory(folder, "log-");
    try (Peer peer = maker.in(own)) {
      System.err.println("measuring " + peer.title());
      Measurement.Rates rates = measurement.of(peer);
      return String.format(
          Locale.ROOT,
          "| %s | %s | %,.0f | %,.0f | %,.0f | %,.0f |",
          peer.title(),
          peer.durability(),
          rates.grouped(),
          rates.perThousand(),
          rates.each(),
          rates.read());
    } finally {
      delete(own);
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
