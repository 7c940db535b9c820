package qts.observer;

/**
 * Reads a whole document in one pass: strict JSON by RFC 8259, no name twice in an object, nesting
 * of at most {@value JsonPath#MAX_DEPTH}. Notes every scalar value and every {@link Place} on the
 * way.
 */
final class JsonScan {
  private final Fault fault;
  private final Tokens tokens;
  private final Keys keys = new Keys();
  private final JsonPath path = new JsonPath();
  private final long[] seen = new long[JsonPath.MAX_DEPTH + 1];

  private byte[] bytes = {};
  private int to;
  private ScannedSnapshot into;

  // The name read last: its decoded length, its first two words and a hash of all of it.
  private int nameLength;
  private long nameFirst;
  private long nameSecond;
  private long nameHash;

  JsonScan(Fault fault, Tokens tokens) {
    this.fault = fault;
    this.tokens = tokens;
    this.into = new ScannedSnapshot();
  }

  /**
   * Scans the document that {@code into} has been turned to.
   *
   * @return true when it is JSON; otherwise the finding is set and the fields hold what stood
   *     before the fault
   */
  boolean scan(ScannedSnapshot into, Form form) {
    this.into = into;
    bytes = into.bytes;
    to = into.to;
    keys.reset(bytes);
    path.reset();
    if (document(into.from, form) < 0) {
      into.finding = fault.finding(bytes, into.from, to, path.text(bytes));
      return false;
    }
    return true;
  }

  private int document(int from, Form form) {
    int p = value(blank(from), 0, form.root());
    if (p < 0) {
      return Fault.STOPPED;
    }
    int end = blank(p);
    return end == to ? end : fault.syntax("nothing after the value", end);
  }

  private int blank(int p) {
    return blank(bytes, p, to);
  }

  /** Passes over the blanks between tokens that begin at {@code p}, none included. */
  static int blank(byte[] bytes, int p, int to) {
    int at = p;
    while (at < to && bytes[at] <= ' ' && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Scans the value at {@code p}, which stands in {@code depth} objects and arrays. */
  private int value(int p, int depth, int place) {
    if (p >= to) {
      return fault.syntax("a value", to);
    }
    return switch (bytes[p]) {
      case '"' -> string(p, place);
      case '{', '[' -> nested(p, depth + 1, place);
      default -> bare(p, place);
    };
  }

  private int string(int p, int place) {
    int end = tokens.string(bytes, p + 1, to);
    if (end < 0) {
      return Fault.STOPPED;
    }
    into.addValue(p + 1, end);
    into.put(place, ValueKind.STRING, p + 1, end);
    return end + 1;
  }

  private int bare(int p, int place) {
    int end = tokens.bare(bytes, p, to);
    if (end < 0) {
      return Fault.STOPPED;
    }
    into.addValue(p, end);
    into.put(place, ValueKind.ofBare(bytes[p]), p, end);
    return end;
  }

  private int nested(int p, int depth, int place) {
    if (depth > JsonPath.MAX_DEPTH) {
      return fault.stop(
          Rules.JSON_DEPTH,
          "Objects and arrays are nested too deeply",
          String.valueOf(JsonPath.MAX_DEPTH),
          p,
          p + 1);
    }
    boolean isObject = bytes[p] == '{';
    int end = isObject ? object(p + 1, depth, place) : array(p + 1, depth);
    if (end >= 0) {
      into.put(place, isObject ? ValueKind.OBJECT : ValueKind.ARRAY, p, end);
    }
    return end;
  }

  private int array(int from, int depth) {
    path.leave(depth);
    int p = blank(from);
    if (p < to && bytes[p] == ']') {
      return p + 1;
    }
    for (int index = 0; ; index++) {
      path.element(depth, index);
      p = value(p, depth, Place.NOWHERE);
      if (p < 0) {
        return Fault.STOPPED;
      }
      path.leave(depth);
      p = blank(p);
      if (p < to && bytes[p] == ']') {
        return p + 1;
      }
      if (p >= to || bytes[p] != ',') {
        return fault.syntax("',' or ']'", p);
      }
      p = blank(p + 1);
    }
  }

  private int object(int from, int depth, int place) {
    path.leave(depth);
    int base = keys.open();
    seen[depth] = 0;
    int p = blank(from);
    if (p < to && bytes[p] == '}') {
      into.count(place, 0);
      return p + 1;
    }
    for (int count = 1; ; count++) {
      p = member(p, depth, place, base);
      if (p < 0) {
        return Fault.STOPPED;
      }
      path.leave(depth);
      p = blank(p);
      if (p < to && bytes[p] == '}') {
        into.count(place, count);
        return closed(p, depth, base);
      }
      if (p >= to || bytes[p] != ',') {
        return fault.syntax("',' or '}'", p);
      }
      p = blank(p + 1);
    }
  }

  private int closed(int p, int depth, int base) {
    int repeated = keys.close(base);
    return repeated < 0 ? p + 1 : duplicate(depth, repeated, tokens.string(bytes, repeated, to));
  }

  private int duplicate(int depth, int start, int end) {
    path.member(depth, start, end);
    return fault.stop(
        Rules.JSON_DUPLICATE_KEY, "The object has this name twice", "each name once", start, end);
  }

  private int member(int p, int depth, int place, int base) {
    if (p >= to || bytes[p] != '"') {
      return fault.syntax("a name in '\"'", p);
    }
    int start = p + 1;
    int end = name(start);
    if (end < 0) {
      return Fault.STOPPED;
    }
    long bit = 1L << nameHash;
    if ((seen[depth] & bit) != 0 && keys.repeats(base, nameHash, start, end)) {
      return duplicate(depth, start, end);
    }
    seen[depth] |= bit;
    keys.add(nameHash, start, end);
    path.member(depth, start, end);
    int child = place < 0 ? place : PlaceTable.find(place, nameFirst, nameSecond, nameLength);
    int colon = blank(end + 1);
    if (colon >= to || bytes[colon] != ':') {
      return fault.syntax("':'", colon);
    }
    return value(blank(colon + 1), depth, child);
  }

  /** Reads the name that begins at {@code p} and answers where its closing quote stands. */
  private int name(int p) {
    long first = Words.at(bytes, p);
    long stops = Words.stops(first);
    if (stops != 0) {
      int length = Words.first(stops);
      if (p + length < to && bytes[p + length] == '"') {
        named(length == 0 ? 0 : first & Words.mask(length), 0, length);
        return p + length;
      }
      return longName(p);
    }
    long second = Words.at(bytes, p + Long.BYTES);
    stops = Words.stops(second);
    int length = Words.first(stops);
    int end = p + Long.BYTES + length;
    if (stops == 0 || end >= to || bytes[end] != '"') {
      return longName(p);
    }
    named(first, length == 0 ? 0 : second & Words.mask(length), Long.BYTES + length);
    return end;
  }

  private void named(long first, long second, int length) {
    nameFirst = first;
    nameSecond = second;
    nameLength = length;
    nameHash = Words.mix(Words.mix(0, first), second);
  }

  /** Reads a name that is long, or has escapes or characters outside ASCII. */
  private int longName(int p) {
    int end = tokens.string(bytes, p, to);
    if (end < 0) {
      return Fault.STOPPED;
    }
    if (Escapes.any(bytes, p, end)) {
      byte[] decoded = Escapes.decoded(bytes, p, end);
      hashed(decoded, 0, decoded.length);
    } else {
      hashed(bytes, p, end);
    }
    return end;
  }

  private void hashed(byte[] name, int start, int end) {
    int length = end - start;
    int inFirst = Math.min(length, Long.BYTES);
    int inSecond = Math.min(length - inFirst, Long.BYTES);
    named(Words.at(name, start, inFirst), Words.at(name, start + inFirst, inSecond), length);
    for (int p = start + PlaceTable.MAX_NAME; p < end; p += Long.BYTES) {
      nameHash = Words.mix(nameHash, Words.at(name, p, Math.min(end - p, Long.BYTES)));
    }
  }
}
