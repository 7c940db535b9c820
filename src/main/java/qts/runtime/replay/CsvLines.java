package qts.runtime.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of comma-separated market data with a header, each row one snapshot. The column {@code
 * timestamp} or {@code time} holds Unix seconds, {@code timestamp_ms} milliseconds; {@code symbol}
 * names the symbol of a row; {@code amount} and {@code qty} are the volume; every other column
 * becomes an input of its own name. Numbers keep their digits. No quotes, no commas inside a value.
 *
 * <p>A row's identity is the name of the file and its number, so that sending it again gives
 * duplicates.
 */
final class CsvLines implements Inputs {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?";
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private final BufferedReader lines;
  private final String file;
  private final CsvOrigin origin;
  private List<String> columns = List.of();
  private long number;

  CsvLines(Reader reader, String file, CsvOrigin origin) {
    this.lines = new BufferedReader(reader);
    this.file = file;
    this.origin = origin;
  }

  @Override
  public @Nullable Input next() throws IOException {
    if (columns.isEmpty()) {
      columns = header();
    }
    String line = lines.readLine();
    number++;
    while (line != null && line.isBlank()) {
      line = lines.readLine();
      number++;
    }
    return line == null ? null : row(List.of(line.split(",", -1)));
  }

  private List<String> header() throws IOException {
    String line = lines.readLine();
    List<String> names =
        line == null ? List.of() : List.of(line.strip().toLowerCase(Locale.ROOT).split(",", -1));
    if (names.stream().noneMatch(CsvLines::isTime)) {
      throw new InputFormatException(
          file, 1, "the header needs a column timestamp, time or timestamp_ms");
    }
    return names;
  }

  private static boolean isTime(String column) {
    return column.equals("timestamp") || column.equals("time") || column.equals("timestamp_ms");
  }

  private Input row(List<String> cells) throws InputFormatException {
    if (cells.size() != columns.size()) {
      throw wrong("has " + cells.size() + " values for " + columns.size() + " columns");
    }
    long millis = 0;
    String symbol = origin.symbol();
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      String cell = cells.get(i).strip();
      if (isTime(column)) {
        millis = millis(column, cell);
      } else if (column.equals("symbol")) {
        symbol = cell;
      } else {
        inputs.append(inputs.isEmpty() ? "" : ",").append(input(column, cell));
      }
    }
    return new Input(json(millis, symbol, inputs), millis);
  }

  private long millis(String column, String cell) throws InputFormatException {
    if (!cell.matches("[0-9]{1,13}(\\.[0-9]{1,9})?")) {
      throw wrong("'" + cell + "' is not a Unix time");
    }
    BigDecimal value = new BigDecimal(cell);
    return (column.equals("timestamp_ms") ? value : value.multiply(THOUSAND)).longValue();
  }

  private static String input(String column, String cell) {
    String name = column.equals("amount") || column.equals("qty") ? "volume" : column;
    String value = cell.matches(NUMBER) ? cell : cell.isEmpty() ? "null" : quoted(cell);
    return quoted(name) + ":" + value;
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private String json(long millis, String symbol, CharSequence inputs) {
    return """
    {"meta":{"timestamp":"%s","timestamp_ms":%d,"session_id":%s,"run_id":"%s","mode":"DEV",\
    "observer_version":"v1.0.0","iteration_id":%d},"context":{"source":"market","stage":"raw",\
    "symbol":%s,"market":%s},"observation":{"inputs":{%s},"computed":{},"state":{}}}\
    """
        .formatted(
            Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).format(ISO),
            millis,
            quoted(origin.session()),
            runId(),
            number,
            quoted(symbol),
            quoted(origin.market()),
            inputs);
  }

  /** 32 hex digits that follow from the file's name and the row. */
  private String runId() {
    String identity = file + ":" + number;
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private InputFormatException wrong(String what) {
    return new InputFormatException(file, number + 1, what);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
