package qts.journal;

import java.util.Locale;

/**
 * The header of one frame, as {@code docs/journal-format.md} describes it.
 *
 * @param offset where the frame begins in its segment, bytes
 * @param type {@code group} or {@code seal}
 * @param codec {@code stored} or {@code zstd}
 * @param durable the last position known to be durable when the frame was written
 * @param kinds the union of {@link RecordKind#bit()}
 * @param root the tree hash of the records, hexadecimal
 * @param chain the hash of the frame before, hexadecimal
 */
public record FrameFacts(
    long segment,
    long offset,
    String type,
    String codec,
    int frameBytes,
    int bodyBytes,
    int rawBytes,
    int records,
    long firstPosition,
    long lastPosition,
    long durable,
    long minEventMillis,
    long maxEventMillis,
    long firstReceiveMillis,
    long lastReceiveMillis,
    long monotonicNanos,
    int kinds,
    String root,
    String chain) {

  static FrameFacts of(long segment, Frame frame) {
    FrameHeader h = frame.header();
    return new FrameFacts(
        segment,
        frame.offset(),
        h.type().name().toLowerCase(Locale.ROOT),
        h.codec().name().toLowerCase(Locale.ROOT),
        h.frameLength(),
        h.bodyLength(),
        h.rawLength(),
        h.records(),
        h.firstPosition(),
        h.lastPosition(),
        h.durable(),
        h.minEventMillis(),
        h.maxEventMillis(),
        h.firstReceiveMillis(),
        h.lastReceiveMillis(),
        h.monotonicNanos(),
        h.kinds(),
        h.root().toString(),
        h.chain().toString());
  }
}
