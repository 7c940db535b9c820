package qts.verify;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges how the segments of a journal fit together and whether all is there that the watermark
 * says was durable. Is given the segments one by one, in order.
 */
final class SegmentLinks {
  private final Optional<Watermark> mark;
  private final Findings findings;
  private Optional<UUID> journalId = Optional.empty();
  private long number = 1;
  private long next;
  private boolean nextKnown = true;
  private @Nullable Hash chain = Hash.ZERO;
  private long durable = -1;
  private long newestMillis = Long.MIN_VALUE;
  private @Nullable SegmentResult newest;
  private @Nullable SegmentResult marked;

  SegmentLinks(Optional<Watermark> mark, Findings findings) {
    this.mark = mark;
    this.findings = findings;
    journalId = mark.map(Watermark::journalId);
    durable = mark.map(Watermark::position).orElse(-1L);
  }

  /** The id most files agree on: that of the watermark, else of the first segment. */
  Optional<UUID> journalId() {
    return journalId;
  }

  long nextPosition() {
    return next;
  }

  long durable() {
    return durable;
  }

  long newestMillis() {
    return newestMillis;
  }

  /**
   * The next segment.
   *
   * @param last whether it is the newest
   */
  void add(SegmentResult result, boolean last) {
    journalId = journalId.or(() -> Optional.ofNullable(result.head).map(SegmentHead::journalId));
    durable = Math.max(durable, result.durable);
    newest = result;
    if (mark.isPresent() && mark.get().segment() == result.number && result.readable) {
      marked = result;
    }
    link(result, last);
  }

  /** After the newest segment. */
  void finish() {
    checkEnd();
    SegmentResult result = marked;
    if (mark.isPresent() && result != null) {
      checkMark(mark.get(), result);
    }
    if (mark.isEmpty() && durable >= 0 && findings.isClean()) {
      findings.violation(new Violation(WatermarkFile.NAME, 0, -1, -1, "the watermark was erased"));
    }
  }

  private void link(SegmentResult result, boolean last) {
    checkNumber(result);
    findings.addAll(result.findings);
    number = result.number + 1;
    if (!result.readable) {
      nextKnown = false;
      chain = null;
      return;
    }
    SegmentHead head = result.head;
    if (head != null && isMisplaced(result, head)) {
      chain = null;
      return;
    }
    if (head != null) {
      checkHead(result, head);
    }
    checkTimes(result);
    if (result.nextPosition >= 0) {
      next = result.nextPosition;
      nextKnown = true;
    }
    chain = result.lastHash;
    checkTail(result, last);
  }

  private void checkNumber(SegmentResult result) {
    if (result.number != number) {
      String missing = JournalFolder.segmentName(number);
      String others = result.number - 1 > number ? " and those up to " + (result.number - 1) : "";
      long upTo = nextKnown && result.firstPosition > next ? result.firstPosition - 1 : -1;
      findings.violation(new Violation(missing, 0, next, upTo, "the segment is missing" + others));
      nextKnown = false;
      chain = null;
    }
  }

  private boolean isMisplaced(SegmentResult result, SegmentHead head) {
    if (journalId.isPresent() && !head.journalId().equals(journalId.get())) {
      violation(result, 16, "the segment belongs to another journal, " + head.journalId());
      return true;
    }
    if (head.number() != result.number) {
      violation(result, 32, "the file holds segment " + head.number() + " of the journal");
      return true;
    }
    return false;
  }

  private void violation(SegmentResult result, long offset, String what) {
    findings.violation(
        new Violation(result.file, offset, result.firstPosition, result.nextPosition - 1, what));
  }

  private void checkHead(SegmentResult result, SegmentHead head) {
    long first = head.firstPosition();
    if (nextKnown && first != next) {
      findings.violation(
          new Violation(
              result.file,
              40,
              Math.min(first, next),
              Math.max(first, next) - 1,
              "the segment begins with position %d instead of %d".formatted(first, next)));
    }
    if (chain != null && !chain.equals(head.chain())) {
      violation(
          result, 56, "the chain is broken: the segment does not carry the hash of the one before");
    }
  }

  private void checkTimes(SegmentResult result) {
    if (result.firstReceiveMillis != Long.MIN_VALUE && result.firstReceiveMillis < newestMillis) {
      findings.violation(
          new Violation(
              result.file,
              SegmentHead.FRAMES_AT + 56,
              result.firstPosition,
              result.firstPosition,
              "the receive time goes backwards"));
    }
    newestMillis = Math.max(newestMillis, result.lastReceiveMillis);
  }

  private void checkTail(SegmentResult result, boolean last) {
    Violation tail = result.tail;
    if (tail != null && (!last || result.sealed || durable >= next)) {
      findings.violation(withPositions(tail, last));
    } else if (tail != null) {
      findings.warning(
          "%s has the beginning of a group at byte %d that never became durable; the next start"
                  .formatted(result.file, tail.offset())
              + " sets it aside");
    } else if (!last && !result.sealed) {
      findings.violation(
          new Violation(result.file, result.end, -1, -1, "the segment does not end with its seal"));
    }
  }

  /** Damage at the end of the last segment costs all that was durable behind it. */
  private Violation withPositions(Violation tail, boolean last) {
    long first = tail.firstPosition() < 0 ? next : tail.firstPosition();
    long lost = last ? Math.max(durable, tail.lastPosition()) : tail.lastPosition();
    return new Violation(tail.file(), tail.offset(), first, lost, tail.what());
  }

  private void checkEnd() {
    SegmentResult end = newest;
    long lastNumber = end == null ? 0 : end.number;
    long named = mark.map(Watermark::segment).orElse(0L);
    if (named > lastNumber) {
      findings.violation(
          new Violation(
              JournalFolder.segmentName(lastNumber + 1),
              0,
              next,
              durable,
              "the segment is missing; the watermark names segment " + named));
    } else if (nextKnown && durable >= next && end != null && end.tail == null) {
      findings.violation(
          new Violation(
              end.file,
              end.end,
              next,
              durable,
              "records that were durable are missing from the end of the journal"));
    }
  }

  private void checkMark(Watermark watermark, SegmentResult result) {
    SegmentResult.MarkedFrame frame = result.marked;
    if (frame == null) {
      if (result.findings.isClean() && result.tail == null && durable < next) {
        violation(result, watermark.endOffset(), "no frame ends where the watermark says");
      }
    } else if (!frame.hash().equals(watermark.hash()) || frame.position() != watermark.position()) {
      violation(
          result,
          watermark.endOffset(),
          "the journal up to here is not the one whose hash the watermark carries");
    }
  }
}
