package qts.observer;

import org.jspecify.annotations.Nullable;

/**
 * The contract of a snapshot over what a scan found in it: which places must be there and what may
 * stand there. Not for use by several threads at once.
 */
final class Contract {
  /** The longest string that identifies something, in bytes as received. */
  static final int MAX_IDENTITY = 256;

  /**
   * How much later than {@code meta.timestamp} its epoch milliseconds may be. Producers, the Python
   * original among them, read the clock once for each, one after the other.
   */
  static final int MAX_LAG_MILLIS = 100;

  private static final int MAX_TIME_DIGITS = 18;

  /** Containers before their members, so that a missing one is named instead of all its members. */
  private static final Place[] CHECKED = {
    Place.SNAPSHOT,
    Place.META,
    Place.CONTEXT,
    Place.OBSERVATION,
    Place.INPUTS,
    Place.COMPUTED,
    Place.STATE,
    Place.TIMESTAMP,
    Place.TIMESTAMP_MS,
    Place.SESSION_ID,
    Place.RUN_ID,
    Place.MODE,
    Place.OBSERVER_VERSION,
    Place.ITERATION_ID,
    Place.LOOP_INTERVAL_MS,
    Place.LATENCY_MS,
    Place.TICK_SOURCE,
    Place.BUFFER_DEPTH,
    Place.FLUSH_REASON,
    Place.SOURCE,
    Place.STAGE,
    Place.SYMBOL,
    Place.MARKET,
    Place.TRACE
  };

  private static final Place[] IDENTITIES = {
    Place.SESSION_ID,
    Place.RUN_ID,
    Place.MODE,
    Place.OBSERVER_VERSION,
    Place.SOURCE,
    Place.STAGE,
    Place.SYMBOL,
    Place.MARKET
  };

  private static final Place[] NOT_EMPTY = {Place.SESSION_ID, Place.RUN_ID};

  private static final Place[] INTEGERS = {
    Place.TIMESTAMP_MS, Place.ITERATION_ID, Place.BUFFER_DEPTH
  };

  private static final Choice SOURCES = new Choice("market", "broker", "system", "external");
  private static final Choice STAGES = new Choice("raw", "computed", "state");

  private static final int[] CHECKED_AT = ordinals(CHECKED);
  private static final int[] ALLOWED = allowed(CHECKED);
  private static final int[] IDENTITY_AT = ordinals(IDENTITIES);

  private final Timestamps timestamps = new Timestamps();

  /**
   * Checks a document that is JSON, sets its {@link ScannedSnapshot#timestampMillis()}, and answers
   * what it breaks first, or null when it meets the contract.
   */
  @Nullable Finding check(ScannedSnapshot snapshot, Form form) {
    if (form == Form.RECORD && snapshot.kind[Place.RECORD] != ValueKind.OBJECT.ordinal()) {
      return wrongType(snapshot, "", Place.RECORD, Place.SNAPSHOT.type());
    }
    Place wrong = wrongKind(snapshot);
    if (wrong != null) {
      return kindFinding(snapshot, form, wrong);
    }
    Finding text = checkTexts(snapshot, form);
    return text != null ? text : checkTimestamps(snapshot, form);
  }

  private static @Nullable Place wrongKind(ScannedSnapshot snapshot) {
    Place wrong = snapshot.hasKnownKinds ? null : notAllowed(snapshot.kind);
    if (wrong != null) {
      return wrong;
    }
    for (Place place : INTEGERS) {
      if (!isInteger(snapshot, place)) {
        return place;
      }
    }
    return null;
  }

  private static @Nullable Place notAllowed(byte[] kind) {
    for (int i = 0; i < CHECKED_AT.length; i++) {
      if ((ALLOWED[i] >>> kind[CHECKED_AT[i]] & 1) == 0) {
        return CHECKED[i];
      }
    }
    return null;
  }

  private static boolean isInteger(ScannedSnapshot snapshot, Place place) {
    int i = place.ordinal();
    if (snapshot.kind[i] != ValueKind.NUMBER.ordinal()) {
      return true;
    }
    int start = snapshot.start[i];
    int digits = snapshot.bytes[start] == '-' ? start + 1 : start;
    return Tokens.digits(snapshot.bytes, digits, snapshot.end[i]) == snapshot.end[i];
  }

  private static Finding kindFinding(ScannedSnapshot snapshot, Form form, Place place) {
    int i = place.ordinal();
    return snapshot.kind[i] == ValueKind.ABSENT.ordinal()
        ? new Finding(
            Rules.FIELD_MISSING, form.path(place), "The field is required.", place.type(), "")
        : wrongType(snapshot, form.path(place), i, place.type());
  }

  private static Finding wrongType(ScannedSnapshot snapshot, String path, int place, String type) {
    int quote = snapshot.kind[place] == ValueKind.STRING.ordinal() ? 1 : 0;
    String actual =
        Excerpt.of(snapshot.bytes, snapshot.start[place] - quote, snapshot.end[place] + quote);
    return new Finding(Rules.FIELD_TYPE, path, "The value is of another type.", type, actual);
  }

  private static @Nullable Finding checkTexts(ScannedSnapshot snapshot, Form form) {
    for (int i = 0; i < IDENTITY_AT.length; i++) {
      int place = IDENTITY_AT[i];
      if (snapshot.end[place] - snapshot.start[place] > MAX_IDENTITY) {
        return tooLong(snapshot, form, IDENTITIES[i]);
      }
    }
    for (Place place : NOT_EMPTY) {
      if (snapshot.start[place.ordinal()] == snapshot.end[place.ordinal()]) {
        return new Finding(
            Rules.FIELD_EMPTY, form.path(place), "The string is empty.", "at least 1 byte", "");
      }
    }
    Finding source = checkChoice(snapshot, form, Place.SOURCE, SOURCES);
    return source != null ? source : checkChoice(snapshot, form, Place.STAGE, STAGES);
  }

  private static Finding tooLong(ScannedSnapshot snapshot, Form form, Place place) {
    int start = snapshot.start[place.ordinal()];
    int end = snapshot.end[place.ordinal()];
    return new Finding(
        Rules.JSON_VALUE_TOO_LONG,
        form.path(place),
        "The string has %d bytes.".formatted(end - start),
        MAX_IDENTITY + " bytes",
        Excerpt.of(snapshot.bytes, start, end));
  }

  private static @Nullable Finding checkChoice(
      ScannedSnapshot snapshot, Form form, Place place, Choice choice) {
    int start = snapshot.start[place.ordinal()];
    int end = snapshot.end[place.ordinal()];
    return choice.has(snapshot.bytes, start, end)
        ? null
        : new Finding(
            Rules.FIELD_ENUM,
            form.path(place),
            "The word is none of those allowed.",
            choice.toString(),
            Excerpt.of(snapshot.bytes, start, end));
  }

  private @Nullable Finding checkTimestamps(ScannedSnapshot snapshot, Form form) {
    byte[] bytes = snapshot.bytes;
    int start = snapshot.start[Place.TIMESTAMP.ordinal()];
    int end = snapshot.end[Place.TIMESTAMP.ordinal()];
    long instant = instant(bytes, start, end);
    if (instant == Timestamps.INVALID) {
      return new Finding(
          Rules.TIMESTAMP_FORMAT,
          form.path(Place.TIMESTAMP),
          "The time is not valid ISO-8601 with offset and milliseconds.",
          "YYYY-MM-DDThh:mm:ss.fff with further digits allowed, then Z or ±hh:mm",
          Excerpt.of(bytes, start, end));
    }
    int millisStart = snapshot.start[Place.TIMESTAMP_MS.ordinal()];
    int millisEnd = snapshot.end[Place.TIMESTAMP_MS.ordinal()];
    long millis = integer(bytes, millisStart, millisEnd);
    if (millis < instant || millis > instant + MAX_LAG_MILLIS) {
      return new Finding(
          Rules.TIMESTAMP_DISAGREES,
          form.path(Place.TIMESTAMP_MS),
          "The epoch milliseconds are not those of the timestamp.",
          "%d to %d".formatted(instant, instant + MAX_LAG_MILLIS),
          Excerpt.of(bytes, millisStart, millisEnd));
    }
    snapshot.timestampMillis = millis;
    return null;
  }

  private long instant(byte[] bytes, int start, int end) {
    long instant = timestamps.parse(bytes, start, end);
    if (instant != Timestamps.INVALID || !Escapes.any(bytes, start, end)) {
      return instant;
    }
    byte[] decoded = Escapes.decoded(bytes, start, end);
    return timestamps.parse(decoded, 0, decoded.length);
  }

  /** The JSON integer {@code bytes[start, end)}; when too large for any time, some such number. */
  private static long integer(byte[] bytes, int start, int end) {
    boolean negative = bytes[start] == '-';
    int digits = negative ? start + 1 : start;
    if (end - digits > MAX_TIME_DIGITS) {
      return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    long value = 0;
    for (int i = digits; i < end; i++) {
      value = 10 * value + bytes[i] - '0';
    }
    return negative ? -value : value;
  }

  private static int[] ordinals(Place[] places) {
    int[] ordinals = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      ordinals[i] = places[i].ordinal();
    }
    return ordinals;
  }

  private static int[] allowed(Place[] places) {
    int[] allowed = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      allowed[i] = places[i].allowed();
    }
    return allowed;
  }
}
