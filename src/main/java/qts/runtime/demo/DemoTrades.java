package qts.runtime.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import qts.runtime.replay.CsvOrigin;
import qts.runtime.replay.InputFile;
import qts.runtime.replay.Inputs;

/**
 * The 100,000 real BTC/USD trades on Bitstamp from 25 November 2013 on, which the build fetches.
 */
public final class DemoTrades {
  /** The symbol of the trades. */
  public static final String SYMBOL = "BTC/USD";

  /** A moment at which several rules of the example blocked an order. */
  public static final Instant BLOCKED_AT = Instant.parse("2013-11-27T03:55:05Z");

  private static final String FILE = "bitstamp_trades_from_20131125_usd.csv";
  private static final CsvOrigin ORIGIN = new CsvOrigin(SYMBOL, "BITSTAMP", "bitstamp-20131125");

  private final Path file;

  private DemoTrades(Path file) {
    this.file = file;
  }

  /**
   * The trades in {@code folder}.
   *
   * @throws IOException when they are not there
   */
  public static DemoTrades in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "The trades of the demo are not at "
              + file
              + ". The build fetches them: run ./observer demo from the source folder.");
    }
    return new DemoTrades(file);
  }

  public Inputs open() throws IOException {
    return InputFile.open(file, ORIGIN);
  }

  /** How many there are. */
  public long count() throws IOException {
    try (Inputs inputs = open()) {
      long count = 0;
      while (inputs.next() != null) {
        count++;
      }
      return count;
    }
  }
}
