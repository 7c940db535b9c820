package qts.runtime.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The 100,000 trades of BTC/USD on Bitstamp from 25 November 2013 on, which the build fetches. */
final class Trades {
  static final String FILE = "bitstamp_trades_from_20131125_usd.csv";
  private static final String HEADER = "timestamp,price,amount";

  private Trades() {}

  /** Reads the file in {@code folder}. */
  static List<Trade> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      return parse(lines, file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + " is not there. The build fetches it: run ./observer from the source folder.", e);
    }
  }

  private static List<Trade> parse(BufferedReader lines, Path file) throws IOException {
    List<Trade> trades = new ArrayList<>(100_000);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank() && !line.equals(HEADER)) {
        trades.add(trade(trades.size() + 1, line, file));
      }
    }
    return trades;
  }

  private static Trade trade(int number, String line, Path file) throws IOException {
    String[] cells = line.split(",", -1);
    if (cells.length != 3 || !cells[0].matches("[0-9]{1,12}")) {
      throw new IOException(file + ", trade " + number + ": not time,price,amount: " + line);
    }
    return new Trade(number, Long.parseLong(cells[0]), cells[1], cells[2]);
  }
}
