package qts.journal;

import java.util.ArrayList;
import java.util.List;

/** Finds the positions that no frame holds, going through a journal in order. */
final class Holes {
  private final List<Hole> found = new ArrayList<>();
  private long expected;
  private long fromMillis = Long.MIN_VALUE;

  /** Looks from position {@code expected} on. */
  Holes(long expected) {
    this.expected = expected;
  }

  /** The holes in a segment with these frames. */
  static List<Hole> in(String file, long firstPosition, List<Frame> frames) {
    Holes holes = new Holes(firstPosition);
    for (Frame frame : frames) {
      FrameHeader header = frame.header();
      boolean group = header.type() == FrameHeader.Type.GROUP;
      long latest = group ? header.maxEventMillis() : Long.MAX_VALUE;
      holes.meet(header.firstPosition(), latest, file, frame.offset());
      holes.pass(header.lastPosition() + 1, group ? header.minEventMillis() : Long.MIN_VALUE);
    }
    return holes.found();
  }

  /**
   * The next records begin at {@code position}, at {@code offset} of {@code file}, and none is
   * later than {@code latestMillis}.
   */
  void meet(long position, long latestMillis, String file, long offset) {
    if (expected < position) {
      String what = "the records before this place are missing";
      Damage damage = new Damage(file, offset, what, expected, position - 1);
      found.add(new Hole(damage, fromMillis, latestMillis));
    }
  }

  /** The records up to {@code next} are there, and none is earlier than {@code earliestMillis}. */
  void pass(long next, long earliestMillis) {
    expected = Math.max(expected, next);
    fromMillis = earliestMillis;
  }

  /** The holes found so far, in order. */
  List<Hole> found() {
    return List.copyOf(found);
  }
}
