package qts.observer;

import org.jspecify.annotations.Nullable;

/**
 * The shapes that one scanner met last. It recognises a document by comparing what stands between
 * the values instead of reading it as JSON. Not for use by several threads at once.
 *
 * <p>The shapes are tried as branches of one tree: where a document leaves one shape, only those
 * that are equal up to that segment and differ in it can still fit, and the values read so far stay
 * read. Many shapes in turn cost little more than one.
 */
final class ShapeMemory {
  /** The most shapes that can be remembered, one bit of an int each. */
  static final int MAX_SHAPES = 32;

  /**
   * A remembered shape keeps its room while it came among so many documents. More shapes in turn
   * than there is room for then leave those remembered that are, instead of driving each other out.
   */
  static final int PATIENCE = 256;

  private final Tokens tokens;
  private final @Nullable KnownShape[] known;

  /** By two shapes: how many segments at the beginning are equal. */
  private final int[][] shared;

  /** By shape: the number of its last document. */
  private final long[] met;

  private long documents;
  private int size;
  private int last;

  /** Remembers at most {@code shapes} shapes, up to {@link #MAX_SHAPES}; 0 for none. */
  ShapeMemory(Tokens tokens, int shapes) {
    this.tokens = tokens;
    known = new KnownShape[shapes];
    shared = new int[shapes][shapes];
    met = new long[shapes];
  }

  /** Recognises {@code document} and fills it, or answers false having noted nothing but values. */
  boolean recognise(ScannedSnapshot document) {
    documents++;
    int candidate = size == 0 ? -1 : last;
    int tried = 0;
    int segment = 0;
    while (candidate >= 0) {
      KnownShape shape = at(candidate);
      segment = shape.follow(document, segment, tokens);
      if (segment > shape.values()) {
        shape.fill(document);
        document.shape = shape.shape();
        touch(candidate);
        return true;
      }
      tried |= 1 << candidate;
      candidate = next(candidate, segment, tried);
    }
    return false;
  }

  /** A shape that parts from {@code candidate} just before {@code segment}, or -1. */
  private int next(int candidate, int segment, int tried) {
    for (int i = 0; i < size; i++) {
      if (shared[candidate][i] == segment && (tried >>> i & 1) == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Remembers one more shape if there is room, or one that has long not been met. */
  void remember(KnownShape shape) {
    int index = room();
    if (index < 0) {
      return;
    }
    known[index] = shape;
    for (int i = 0; i < size; i++) {
      int segments = shape.sharedSegments(at(i));
      shared[index][i] = segments;
      shared[i][index] = segments;
    }
    touch(index);
  }

  private void touch(int index) {
    last = index;
    met[index] = documents;
  }

  /** The index for one more shape, or -1. */
  private int room() {
    if (size < known.length) {
      return size++;
    }
    int oldest = -1;
    for (int i = 0; i < size; i++) {
      if (documents - met[i] > PATIENCE && (oldest < 0 || met[i] < met[oldest])) {
        oldest = i;
      }
    }
    return oldest;
  }

  private KnownShape at(int index) {
    KnownShape shape = known[index];
    if (shape == null) {
      throw new IllegalStateException("no shape " + index + " of " + size);
    }
    return shape;
  }
}
