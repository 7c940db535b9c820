package qts.journal;

import java.util.UUID;

/**
 * What the watermark says: how far the journal is durable.
 *
 * @param sequence one higher with every write
 * @param segment the segment that was written to
 * @param endOffset where the last durable frame ends in it, bytes
 * @param position the last durable position; −1 for none
 * @param closed whether the writer ended in order after this
 * @param validSlots how many of the two slots can be read
 */
public record WatermarkFacts(
    UUID journalId,
    long sequence,
    long segment,
    long endOffset,
    long position,
    boolean closed,
    int validSlots) {}
