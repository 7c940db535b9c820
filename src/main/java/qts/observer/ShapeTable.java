package qts.observer;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that all scanners of a process share, so that equal skeletons give the same {@link
 * Shape} object and each is held once. For use by any number of threads.
 *
 * <p>It is bounded: shapes are gathered in generations of at most {@value #MAX_SHAPES} shapes and
 * {@value #MAX_BYTES} bytes, and only the current generation and the one before are held. A shape
 * that no scanner looked up during a whole generation is dropped; should it come again, its new
 * object is equal to the old one, not the same.
 */
public final class ShapeTable {
  /** The most shapes of one generation. */
  static final int MAX_SHAPES = 1024;

  /** The most memory of one generation, roughly. */
  static final int MAX_BYTES = 8 << 20;

  private static final int SLOTS = 4 * MAX_SHAPES;

  private volatile Generation current = new Generation();
  private volatile Generation previous = new Generation();

  /** Open addressing; slots are filled under the lock of the table and never emptied. */
  private static final class Generation {
    final AtomicReferenceArray<@Nullable KnownShape> slots = new AtomicReferenceArray<>(SLOTS);
    int size;
    int bytes;

    @Nullable KnownShape find(ScannedSnapshot document, Form form, long hash) {
      for (int slot = slot(hash); ; slot = slot + 1 & SLOTS - 1) {
        KnownShape shape = slots.get(slot);
        if (shape == null || shape.is(document, form, hash)) {
          return shape;
        }
      }
    }

    boolean hasRoomFor(KnownShape shape) {
      return size < MAX_SHAPES && bytes + shape.footprint() <= MAX_BYTES;
    }

    void add(KnownShape shape) {
      int slot = slot(shape.hash());
      while (slots.get(slot) != null) {
        slot = slot + 1 & SLOTS - 1;
      }
      slots.set(slot, shape);
      size++;
      bytes += shape.footprint();
    }

    private static int slot(long hash) {
      return (int) (hash ^ hash >>> 32) & SLOTS - 1;
    }
  }

  /**
   * The one known shape of an accepted document, or null when the document is too large to have a
   * shape.
   */
  @Nullable KnownShape intern(ScannedSnapshot document, Form form) {
    if (document.values > Shape.MAX_VALUES || skeletonBytes(document) > Shape.MAX_SKELETON_BYTES) {
      return null;
    }
    long hash = hash(document);
    KnownShape shape = current.find(document, form, hash);
    return shape != null ? shape : add(document, form, hash);
  }

  private synchronized KnownShape add(ScannedSnapshot document, Form form, long hash) {
    KnownShape added = current.find(document, form, hash);
    if (added != null) {
      return added;
    }
    KnownShape old = previous.find(document, form, hash);
    KnownShape shape = old != null ? old : new KnownShape(document, form, hash);
    if (!current.hasRoomFor(shape)) {
      previous = current;
      current = new Generation();
    }
    current.add(shape);
    return shape;
  }

  private static int skeletonBytes(ScannedSnapshot document) {
    int bytes = document.length();
    for (int i = 0; i < document.values; i++) {
      bytes -= document.valueEnd[i] - document.valueStart[i];
    }
    return bytes;
  }

  private static long hash(ScannedSnapshot document) {
    long hash = document.values;
    for (int i = 0; i <= document.values; i++) {
      int end = document.segmentEnd(i);
      int p = document.segmentStart(i);
      for (; end - p > Long.BYTES; p += Long.BYTES) {
        hash = Words.mix(hash, Words.at(document.bytes, p));
      }
      hash = Words.mix(hash, Words.at(document.bytes, p, end - p));
    }
    return hash;
  }
}
