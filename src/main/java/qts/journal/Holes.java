package qts.journal;

import java.util.ArrayList;
import java.util.List;

/** Positions that should be in a journal and that no frame holds, as damage. */
final class Holes {
  private final List<Damage> found = new ArrayList<>();
  private long expected;

  /** Looks from position {@code expected} on. */
  Holes(long expected) {
    this.expected = expected;
  }

  /** The holes in a segment with these frames. */
  static List<Damage> in(String file, long firstPosition, List<Frame> frames) {
    Holes holes = new Holes(firstPosition);
    for (Frame frame : frames) {
      FrameHeader header = frame.header();
      holes.goOnAt(header.firstPosition(), file, frame.offset());
      holes.goOnFrom(header.lastPosition() + 1);
    }
    return holes.found();
  }

  /** The next records found begin at {@code position}, at {@code offset} of {@code file}. */
  void goOnAt(long position, String file, long offset) {
    if (expected < position) {
      found.add(
          new Damage(
              file, offset, "the records before this place are missing", expected, position - 1));
    }
  }

  /** The next record expected is the one at {@code position}. */
  void goOnFrom(long position) {
    expected = Math.max(expected, position);
  }

  /** The holes found so far, in order. */
  List<Damage> found() {
    return List.copyOf(found);
  }
}
