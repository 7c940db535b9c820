package qts.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies one segment file by itself: what lies between files is judged by the journal's. */
final class SegmentVerifier implements Closeable {
  private static final int SEAL_BODY_BYTES = 48;

  /** So many times the length of the file: bodies of what looks like frames may overlap. */
  private static final int MAX_EFFORT = 4;

  private final Window file;
  private final SegmentResult result;
  private final Optional<Watermark> mark;
  private final boolean last;
  private final IndexContent index = new IndexContent();
  private final GroupVerifier groups;
  private final MerkleTree roots = new MerkleTree();
  private boolean damaged;

  /** How much is still spent on the checksums of what only looks like a frame, bytes. */
  private long effort;

  private @Nullable Hash chain;
  private long expected = -1;
  private long at = SegmentHead.FRAMES_AT;

  /**
   * @param mark the watermark as it was before the file was opened
   * @param last whether the file is the newest segment, to which a writer may be adding
   */
  SegmentVerifier(
      Path path, SegmentResult result, Optional<Watermark> mark, boolean last, RecordSink sink)
      throws IOException {
    this.file = new Window(path);
    this.result = result;
    this.mark = mark.filter(m -> m.segment() == result.number);
    this.last = last;
    this.groups = new GroupVerifier(file, result, sink);
  }

  /** What an index of the segment must say. */
  IndexContent index() {
    return index;
  }

  void run() throws IOException {
    result.bytes = file.size();
    effort = MAX_EFFORT * file.size();
    readHead();
    result.end = at;
    noteMarked(expected - 1);
    while (at < file.size() && step()) {
      result.end = at;
    }
    result.nextPosition = expected;
    result.lastHash = chain;
  }

  private void readHead() throws IOException {
    Optional<String> defect = SegmentHead.defect(file);
    if (defect.isPresent()) {
      result.violation(0, -1, -1, defect.get());
      damaged = true;
      return;
    }
    SegmentHead head = SegmentHead.read(file);
    result.head = head;
    long inUse = SegmentHead.reservedByteInUse(file);
    if (inUse >= 0) {
      result.violation(inUse, -1, -1, "reserved bytes of the segment's header are in use");
    }
    if (file.size() < SegmentHead.FRAMES_AT) {
      result.violation(file.size(), -1, -1, "the file ends inside the header of the segment");
    }
    expected = head.firstPosition();
    result.firstPosition = expected;
    chain = head.hash();
  }

  /** Judges what lies at {@link #at}; false at the end of what was written. */
  private boolean step() throws IOException {
    Optional<String> defect = defect(at);
    if (defect.isEmpty()) {
      accept(at);
      return true;
    }
    return file.firstNonZero(at) < file.size() && skipDamage(defect.get());
  }

  /** What is wrong with the frame at {@code from}; empty when a committed one is there. */
  private Optional<String> defect(long from) throws IOException {
    if (!file.load(from, FrameHead.BYTES)) {
      return Optional.of("the file ends inside a frame");
    }
    Optional<String> defect = FrameHead.defect(file.buffer(), file.index(from));
    if (defect.isPresent()) {
      return defect;
    }
    FrameHead head = FrameHead.read(file.buffer(), file.index(from));
    return file.load(from, head.frameLength())
        ? head.trailerDefect(file.buffer(), file.index(from))
        : Optional.of("the file ends inside a frame");
  }

  /** Goes on at the next committed frame, if there is one. */
  private boolean skipDamage(String what) throws IOException {
    long resume = nextCommitted(at + 8);
    if (resume >= 0 && last) {
      file.forget();
      if (defect(at).isEmpty()) {
        return step();
      }
    }
    Violation violation = violationUpTo(resume, what);
    if (resume < 0) {
      result.tail = violation;
      if (effort < 0) {
        result.violation(
            at, -1, -1, "the rest holds too many beginnings of frames to look for a whole one");
      }
      return false;
    }
    result.findings.violation(violation);
    damaged = true;
    chain = null;
    file.load(resume, FrameHead.BYTES);
    expected = FrameHead.read(file.buffer(), file.index(resume)).firstPosition();
    at = resume;
    return true;
  }

  private Violation violationUpTo(long resume, String what) throws IOException {
    long lost = -1;
    if (resume >= 0) {
      file.load(resume, FrameHead.BYTES);
      lost = FrameHead.read(file.buffer(), file.index(resume)).firstPosition() - 1;
    } else if (file.load(at, FrameHead.BYTES)
        && FrameHead.defect(file.buffer(), file.index(at)).isEmpty()) {
      lost = FrameHead.read(file.buffer(), file.index(at)).lastPosition();
    }
    String end = resume < 0 ? "" : "; the next whole frame begins at byte " + resume;
    return new Violation(result.file, at, expected, lost, what + end);
  }

  private long nextCommitted(long from) throws IOException {
    long next = from;
    while (next + FrameHead.BYTES <= file.size() && effort >= 0) {
      next = file.firstNonZero(next) & ~7L;
      if (next < from) {
        next = from;
      }
      if (isCommittedAhead(next)) {
        return next;
      }
      next += 8;
    }
    return -1;
  }

  private boolean isCommittedAhead(long from) throws IOException {
    try {
      if (!file.load(from, FrameHead.BYTES)
          || FrameHead.defect(file.buffer(), file.index(from)).isPresent()) {
        return false;
      }
      FrameHead head = FrameHead.read(file.buffer(), file.index(from));
      effort -= head.frameLength();
      return head.firstPosition() >= expected && defect(from).isEmpty();
    } catch (UnknownVersionException e) {
      return false;
    }
  }

  private void accept(long from) throws IOException {
    ByteBuffer b = file.buffer();
    int i = file.index(from);
    FrameHead head = FrameHead.read(b, i);
    checkPlace(from, head, b, i);
    Hash hash = head.hash(b, i);
    index.add(from, b, i, head);
    if (head.isSeal()) {
      seal(from, head, b, i);
    } else {
      roots.add(head.root());
      groups.verify(from, head, i, hash);
    }
    chain = hash;
    expected = head.lastPosition() + 1;
    result.durable = Math.max(result.durable, head.durable());
    at = from + head.frameLength();
    noteMarked(head.lastPosition());
  }

  private void noteMarked(long position) {
    Hash known = chain;
    if (known != null && mark.isPresent() && mark.get().endOffset() == at) {
      result.marked = new SegmentResult.MarkedFrame(known, position);
    }
  }

  private void checkPlace(long from, FrameHead head, ByteBuffer b, int i) {
    long first = head.firstPosition();
    int inUse = head.reservedByteInUse(b, i);
    if (inUse >= 0) {
      result.violation(from + inUse, first, head.lastPosition(), "reserved bytes are in use");
    }
    if (result.sealed) {
      result.violation(from, first, head.lastPosition(), "a frame lies behind the seal");
    }
    if (expected >= 0 && first != expected) {
      result.violation(
          from + 24,
          first > expected ? expected : first,
          first > expected ? first - 1 : head.lastPosition(),
          "the frame begins with position %d instead of %d".formatted(first, expected));
      damaged = true;
    }
    if (result.firstPosition < 0) {
      result.firstPosition = first;
    }
    if (chain != null && !chain.equals(head.chain())) {
      result.violation(
          from + 136,
          Math.max(0, first - 1),
          head.lastPosition(),
          "the chain is broken: this frame does not carry the hash of what lies before it");
    }
    if (head.durable() >= first || head.durable() < result.durable) {
      result.violation(
          from + 32, first, head.lastPosition(), "the frame names an impossible durable position");
    }
  }

  private void seal(long from, FrameHead head, ByteBuffer b, int i) {
    result.sealed = true;
    int content = i + FrameHead.BYTES;
    boolean form = head.bodyLength() == SEAL_BODY_BYTES && head.codec() == FrameHead.STORED;
    if (!form) {
      result.violation(from, -1, -1, "the seal has not the form of one");
      return;
    }
    if (damaged) {
      return;
    }
    Hash root = Hash.read(b, content + 16);
    if (b.getLong(content) != head.firstPosition() - result.firstPosition
        || b.getLong(content + 8) != roots.leaves()) {
      result.violation(
          from + FrameHead.BYTES, -1, -1, "the seal counts other records or groups than there are");
    }
    if (!root.equals(roots.root()) || !root.equals(head.root())) {
      result.violation(
          from + FrameHead.BYTES + 16,
          result.firstPosition,
          head.firstPosition() - 1,
          "the seal carries another segment root than the groups give");
    }
  }

  @Override
  public void close() throws IOException {
    groups.close();
    file.close();
  }
}
