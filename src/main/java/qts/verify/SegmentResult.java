package qts.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one segment file turned out to hold. Filled by the verifier of that file. */
final class SegmentResult {
  final String file;
  final long number;
  final Findings findings = new Findings();
  PackedGroups groups = new PackedGroups();
  @Nullable SegmentHead head;
  long bytes;
  long firstPosition = -1;
  long nextPosition = -1;
  long records;
  boolean readable = true;
  boolean sealed;

  /** The hash of the last frame, of the header when there is none; null when damage hides it. */
  @Nullable Hash lastHash;

  /** Where the last frame ends. */
  long end;

  /** The last position that a frame header calls durable. */
  long durable = -1;

  long firstReceiveMillis = Long.MIN_VALUE;
  long lastReceiveMillis = Long.MIN_VALUE;

  /** What lies behind the last frame and is not zero; null when there is nothing. */
  @Nullable Violation tail;

  /** The hash and position of the frame that ends where the watermark says; null when none does. */
  @Nullable MarkedFrame marked;

  /** The records between ledger records, counted, when that was asked for. */
  List<LedgerSpan> ledger = List.of();

  SegmentResult(String file, long number) {
    this.file = file;
    this.number = number;
  }

  /** Keeps no longer what grows with the segment. */
  void letGo() {
    groups = new PackedGroups();
    ledger = List.of();
  }

  /** A frame at the watermark. */
  record MarkedFrame(Hash hash, long position) {}

  void violation(long offset, long firstPosition, long lastPosition, String what) {
    findings.violation(new Violation(file, offset, firstPosition, lastPosition, what));
  }
}
