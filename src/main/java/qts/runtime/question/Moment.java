package qts.runtime.question;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.QueryTime;

/**
 * The moment that is asked about.
 *
 * @param millis epoch milliseconds
 * @param zone in whose time it is spoken about
 */
record Moment(long millis, ZoneId zone) {
  private static final Pattern OF_DAY =
      Pattern.compile("[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter FULL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx")
          .toFormatter(Locale.ROOT);

  /**
   * Reads a moment: ISO 8601 with an offset, epoch milliseconds, or a time of day, which is that of
   * the last day of the symbol's snapshots.
   *
   * @param zone the time zone of a time of day
   */
  static Moment parse(String text, ZoneId zone, Neighbours symbol)
      throws IOException, InvalidQueryException {
    if (!OF_DAY.matcher(text).matches()) {
      return new Moment(QueryTime.millis("at", text), offset(text, zone));
    }
    Optional<SnapshotIndex.Found> newest = symbol.newest();
    if (newest.isEmpty()) {
      throw new InvalidQueryException(
          "at", "there is no snapshot of this symbol whose day could be meant: name the date");
    }
    return ofDay(text, zone, symbol, newest.get().eventMillis());
  }

  /** The offset that the text names, so that it is spoken about in the same. */
  private static ZoneId offset(String text, ZoneId otherwise) {
    try {
      return OffsetDateTime.parse(text).getOffset();
    } catch (DateTimeException namesNone) {
      return otherwise;
    }
  }

  private static Moment ofDay(String text, ZoneId zone, Neighbours symbol, long newestMillis)
      throws IOException, InvalidQueryException {
    LocalTime time = time(text);
    LocalDate lastDay = Instant.ofEpochMilli(newestMillis).atZone(zone).toLocalDate();
    Moment last = new Moment(millis(lastDay, time, zone), zone);
    Moment dayBefore = new Moment(millis(lastDay.minusDays(1), time, zone), zone);
    boolean beyond = last.millis > newestMillis;
    if (beyond && symbol.before(dayBefore.millis).isPresent()) {
      throw new InvalidQueryException(
          "at",
          "it may be %s, or %s after the last snapshot: name the date"
              .formatted(dayBefore.full(), last.full()));
    }
    return last;
  }

  private static LocalTime time(String text) throws InvalidQueryException {
    String padded = text.indexOf(':') == 1 ? "0" + text : text;
    try {
      return LocalTime.parse(padded.replace(',', '.'));
    } catch (DateTimeException wrong) {
      throw new InvalidQueryException("at", "'" + text + "' is no time of day");
    }
  }

  private static long millis(LocalDate day, LocalTime time, ZoneId zone) {
    return ZonedDateTime.of(day, time, zone).toInstant().toEpochMilli();
  }

  /** Another moment in the same zone. */
  Moment at(long otherMillis) {
    return new Moment(otherMillis, zone);
  }

  /** The time of day, to the millisecond. */
  String time() {
    return TIME.format(zoned());
  }

  /** Date, time and offset. */
  String full() {
    return FULL.format(zoned());
  }

  /** The time of day where {@code other} is of the same day, else date, time and offset. */
  String beside(Moment other) {
    return zoned().toLocalDate().equals(other.zoned().toLocalDate()) ? time() : full();
  }

  private ZonedDateTime zoned() {
    return Instant.ofEpochMilli(millis).atZone(zone);
  }
}
