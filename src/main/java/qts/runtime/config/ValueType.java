package qts.runtime.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import qts.runtime.telemetry.HttpAddress;

/**
 * How the text of a setting becomes a value.
 *
 * @param allowed what may be written, for a person, for example {@code a whole number from 0 to
 *     65535}
 * @param reading gives the value of a text; empty when the text is not allowed
 */
public record ValueType<T>(String allowed, Function<String, Optional<T>> reading) {

  /** The word that stands for "no value" in a setting made by {@link #orOff}. */
  public static final String OFF = "off";

  private static final Pattern BYTES = Pattern.compile("(\\d{1,18}) ?(B|KiB|MiB|GiB)?");
  private static final Map<String, Long> BYTES_PER_UNIT =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}) ?(s|m|h|d)");
  private static final Map<String, Duration> UNITS_OF_TIME =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Boolean> FLAGS =
      Map.of("1", true, "on", true, "true", true, "0", false, "off", false, "false", false);

  /** The value of {@code text}; empty when it is not allowed. */
  public Optional<T> read(String text) {
    return reading.apply(text);
  }

  static ValueType<Boolean> flag() {
    return new ValueType<>(
        "`1`, `on` or `true`; `0`, `off` or `false`",
        text -> Optional.ofNullable(FLAGS.get(text.toLowerCase(Locale.ROOT))));
  }

  static ValueType<Integer> whole(int least, int most) {
    return new ValueType<>(
        "a whole number from %d to %d".formatted(least, most),
        text ->
            wholeNumber(text)
                .filter(number -> least <= number && number <= most)
                .map(Math::toIntExact));
  }

  /** A number of bytes within limits; written plainly or in KiB, MiB or GiB. */
  static ValueType<Long> bytes(long least, long most) {
    return new ValueType<>(
        "a number of bytes from %s to %s, plain or in `KiB`, `MiB` or `GiB`"
            .formatted(inBinaryUnits(least), inBinaryUnits(most)),
        text -> numberOfBytes(text).filter(number -> least <= number && number <= most));
  }

  /** A length of time, at least a second; always written with its unit. */
  static ValueType<Duration> duration() {
    return new ValueType<>(
        "a time of at least `1s`, with the unit `s`, `m`, `h` or `d`",
        text -> lengthOfTime(text).filter(Duration::isPositive));
  }

  /**
   * A decimal number from 0, kept as it was written.
   *
   * @param what what the number counts
   * @param places how many decimals it may have
   */
  static ValueType<BigDecimal> decimal(String what, int places) {
    return new ValueType<>(
        (places == 0 ? "a whole number from 0: " : "a number from 0: ") + what,
        text ->
            Optional.of(text)
                .filter(number -> number.matches("\\d{1,12}(\\.\\d{1,6})?"))
                .map(BigDecimal::new)
                .filter(number -> number.scale() <= places));
  }

  /** A part of a whole, from 0 to 1. */
  static ValueType<BigDecimal> share(String whole) {
    return new ValueType<>(
        "a number from 0 to 1: the share of " + whole,
        text -> decimal(whole, 6).read(text).filter(part -> part.compareTo(BigDecimal.ONE) <= 0));
  }

  /** The URL of a server that speaks HTTP, kept as it was written. */
  static ValueType<String> httpAddress(String server) {
    return new ValueType<>(
        "the `http://` or `https://` URL of " + server,
        text -> HttpAddress.parse(text).map(URI::toString));
  }

  /** One of the choices, by its name in lower case. */
  static <E extends Enum<E>> ValueType<E> oneOf(Set<E> choices) {
    Map<String, E> byName = new LinkedHashMap<>();
    choices.forEach(choice -> byName.put(spelled(choice), choice));
    return new ValueType<>(
        "one of `" + String.join("`, `", byName.keySet()) + "`",
        text -> Optional.ofNullable(byName.get(text.toLowerCase(Locale.ROOT))));
  }

  /** How a choice is written. */
  static String spelled(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  static ValueType<Path> path(String what) {
    return new ValueType<>("the path of " + what, ValueType::fileSystemPath);
  }

  /** Text without spaces and control characters. */
  static ValueType<String> word(String what) {
    return new ValueType<>(
        what, text -> Optional.of(text).filter(word -> word.matches("[\\p{Graph}&&\\p{ASCII}]+")));
  }

  /** Words separated by commas; spaces around a word do not count. */
  static ValueType<List<String>> list(String what) {
    return new ValueType<>(
        what + ", separated by commas",
        text ->
            Optional.of(
                Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList()));
  }

  /** The same, or the word {@link #OFF}, which gives an empty value. */
  ValueType<Optional<T>> orOff() {
    return new ValueType<>(allowed + ", or `off`", this::readOrOff);
  }

  private Optional<Optional<T>> readOrOff(String text) {
    Optional<T> value = text.equals(OFF) ? Optional.empty() : read(text);
    return value.isPresent() || text.equals(OFF) ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Long> wholeNumber(String text) {
    return Optional.of(text).filter(digits -> digits.matches("-?\\d{1,18}")).map(Long::valueOf);
  }

  private static String inBinaryUnits(long bytes) {
    for (String unit : List.of("GiB", "MiB", "KiB")) {
      long size = BYTES_PER_UNIT.getOrDefault(unit, 1L);
      if (bytes >= size && bytes % size == 0) {
        return bytes / size + unit;
      }
    }
    return Long.toString(bytes);
  }

  private static Optional<Long> numberOfBytes(String text) {
    Matcher parts = BYTES.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(parts.group(1));
    long unit = parts.group(2) == null ? 1 : BYTES_PER_UNIT.getOrDefault(parts.group(2), 1L);
    return number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
  }

  private static Optional<Duration> lengthOfTime(String text) {
    Matcher parts = DURATION.matcher(text);
    return parts.matches()
        ? Optional.ofNullable(UNITS_OF_TIME.get(parts.group(2)))
            .map(unit -> unit.multipliedBy(Long.parseLong(parts.group(1))))
        : Optional.empty();
  }

  private static Optional<Path> fileSystemPath(String text) {
    try {
      return Optional.of(Path.of(text).normalize());
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }
}
