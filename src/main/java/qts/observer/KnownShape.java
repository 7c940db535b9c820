package qts.observer;

import java.util.Arrays;

/**
 * A {@link Shape} prepared to recognise further documents of it, and what every document of that
 * shape has in common: which value stands at which place, which containers there are, how many
 * members they have. Made from a document that met the contract. Immutable, shared by scanners.
 */
final class KnownShape {
  private static final byte QUOTE = '"';

  private final Shape shape;
  private final Form form;
  private final long hash;

  /** The segments, each filled up with zeros to whole words. */
  private final long[] words;

  /** By segment: the index of its first word. */
  private final int[] firstWord;

  /** By segment: its length in bytes. */
  private final int[] length;

  /** By value: whether it is a string. */
  private final boolean[] isString;

  /** The scalar values that stand at a place, and those places. */
  private final int[] placedValue;

  private final int[] placedAt;

  /** The fields, and the snapshot itself, that are an object or array. */
  private final Span[] spans;

  private final byte[] kind;
  private final int[] count;

  /** Where an object or array of the document begins and ends, counted from segments. */
  private record Span(
      int place, int startSegment, int startOffset, int endSegment, int endOffset) {}

  /** Takes what is in common from {@code document}, whose skeleton has the given hash. */
  KnownShape(ScannedSnapshot document, Form form, long hash) {
    this.form = form;
    this.hash = hash;
    int segments = document.values + 1;
    byte[][] skeleton = new byte[segments][];
    firstWord = new int[segments + 1];
    length = new int[segments];
    for (int i = 0; i < segments; i++) {
      skeleton[i] =
          Arrays.copyOfRange(document.bytes, document.segmentStart(i), document.segmentEnd(i));
      length[i] = skeleton[i].length;
      firstWord[i + 1] = firstWord[i] + wordCount(length[i]);
    }
    shape = new Shape(skeleton);
    words = packed(skeleton);
    isString = new boolean[document.values];
    for (int i = 0; i < document.values; i++) {
      isString[i] = skeleton[i][length[i] - 1] == QUOTE;
    }
    placedAt = placed(document);
    placedValue = Arrays.stream(placedAt).map(place -> valueAt(document, place)).toArray();
    spans = spans(document);
    kind = document.kind.clone();
    count = document.count.clone();
  }

  private static int wordCount(int bytes) {
    return (bytes + Long.BYTES - 1) / Long.BYTES;
  }

  private long[] packed(byte[][] skeleton) {
    long[] packed = new long[firstWord[skeleton.length]];
    for (int i = 0; i < skeleton.length; i++) {
      for (int at = 0; at < length[i]; at += Long.BYTES) {
        packed[firstWord[i] + at / Long.BYTES] = Words.at(skeleton[i], at);
      }
    }
    return packed;
  }

  private static int[] placed(ScannedSnapshot document) {
    int[] places = new int[Place.COUNT];
    int size = 0;
    for (int place = 0; place < Place.COUNT; place++) {
      if (isScalar(document.kind[place])) {
        places[size++] = place;
      }
    }
    return Arrays.copyOf(places, size);
  }

  private static boolean isScalar(byte kind) {
    return kind != ValueKind.ABSENT.ordinal() && kind < ValueKind.OBJECT.ordinal();
  }

  private static int valueAt(ScannedSnapshot document, int place) {
    return Arrays.binarySearch(document.valueStart, 0, document.values, document.start[place]);
  }

  private static Span[] spans(ScannedSnapshot document) {
    return Arrays.stream(Place.values())
        .filter(place -> place.ordinal() <= Place.SNAPSHOT.ordinal())
        .mapToInt(Place::ordinal)
        .filter(place -> document.kind[place] >= ValueKind.OBJECT.ordinal())
        .mapToObj(place -> span(document, place))
        .toArray(Span[]::new);
  }

  private static Span span(ScannedSnapshot document, int place) {
    int start = document.start[place];
    int end = document.end[place];
    int startSegment = segmentOf(document, start);
    int endSegment = segmentOf(document, end - 1);
    return new Span(
        place,
        startSegment,
        start - document.segmentStart(startSegment),
        endSegment,
        end - document.segmentStart(endSegment));
  }

  /** The segment that holds position {@code p}, which is inside no value. */
  private static int segmentOf(ScannedSnapshot document, int p) {
    return -Arrays.binarySearch(document.valueStart, 0, document.values, p) - 1;
  }

  Shape shape() {
    return shape;
  }

  /** The number of values. */
  int values() {
    return isString.length;
  }

  /** The memory it holds, roughly, in bytes. */
  int footprint() {
    return 64 * length.length + 2 * Long.BYTES * words.length;
  }

  /** Whether {@code document}, whose skeleton has the given hash, is of this shape and form. */
  boolean is(ScannedSnapshot document, Form form, long hash) {
    if (this.hash != hash || this.form != form || document.values != values()) {
      return false;
    }
    for (int i = 0; i < length.length; i++) {
      byte[] segment = shape.segment(i);
      int start = document.segmentStart(i);
      int end = document.segmentEnd(i);
      if (!Arrays.equals(segment, 0, segment.length, document.bytes, start, end)) {
        return false;
      }
    }
    return true;
  }

  long hash() {
    return hash;
  }

  /** How many segments at the beginning are equal in this shape and {@code other}. */
  int sharedSegments(KnownShape other) {
    int lengths = Arrays.mismatch(length, other.length);
    int shared = lengths < 0 ? length.length : lengths;
    int word = Arrays.mismatch(words, other.words);
    if (word >= 0) {
      while (shared > 0 && firstWord[shared] > word) {
        shared--;
      }
    }
    return shared;
  }

  /**
   * Reads on in {@code document} as far as it is of this shape, noting the values.
   *
   * @param from the first segment to compare; the values before it have been noted
   * @return the segment that differs or is followed by a value that can't stand there, or one more
   *     than {@link #values()} when the document is of this shape
   */
  int follow(ScannedSnapshot document, int from, Tokens tokens) {
    byte[] bytes = document.bytes;
    int to = document.to;
    int p = document.segmentStart(from);
    int values = isString.length;
    for (int i = from; i < values; i++) {
      if (!hasSegment(i, bytes, p, to)) {
        return i;
      }
      int start = p + length[i];
      int end = isString[i] ? tokens.string(bytes, start, to) : tokens.bare(bytes, start, to);
      if (end < 0) {
        return i;
      }
      document.valueStart[i] = start;
      document.valueEnd[i] = end;
      p = end;
    }
    boolean ends = p + length[values] == to && hasSegment(values, bytes, p, to);
    return ends ? values + 1 : values;
  }

  private boolean hasSegment(int index, byte[] bytes, int p, int to) {
    int left = length[index];
    if (left > to - p) {
      return false;
    }
    int at = p;
    int word = firstWord[index];
    for (; left >= Long.BYTES; left -= Long.BYTES) {
      if (Words.at(bytes, at) != words[word++]) {
        return false;
      }
      at += Long.BYTES;
    }
    return left == 0 || (Words.at(bytes, at) & Words.mask(left)) == words[word];
  }

  /** Notes in {@code document}, which has been followed to its end, what stands where. */
  void fill(ScannedSnapshot document) {
    fillCommon(document);
    boolean sameKinds = true;
    for (int i = 0; i < placedAt.length; i++) {
      int value = placedValue[i];
      int place = placedAt[i];
      int start = document.valueStart[value];
      document.start[place] = start;
      document.end[place] = document.valueEnd[value];
      if (!isString[value]) {
        byte found = (byte) ValueKind.ofBare(document.bytes[start]).ordinal();
        document.kind[place] = found;
        sameKinds &= found == kind[place];
      }
    }
    for (Span span : spans) {
      document.start[span.place] = document.segmentStart(span.startSegment) + span.startOffset;
      document.end[span.place] = document.segmentStart(span.endSegment) + span.endOffset;
    }
    document.hasKnownKinds = sameKinds;
  }

  /** What differs between documents of one shape is noted for each anyway. */
  private void fillCommon(ScannedSnapshot document) {
    document.values = values();
    if (document.filled != this) {
      document.forgetPositions();
      System.arraycopy(kind, 0, document.kind, 0, kind.length);
      System.arraycopy(count, 0, document.count, 0, count.length);
      document.filled = this;
    }
  }
}
