package qts.journal;

/**
 * A segment file of a folder.
 *
 * @param header what it begins with, or must have begun with
 * @param name of the file
 * @param size of the file, bytes
 */
record SegmentFile(SegmentHeader header, String name, long size) {}
