package qts.journal;

/**
 * The limits of a journal.
 *
 * @param segmentBytes the size of a segment file, preallocated
 * @param segmentMillis how long a segment takes records before it is sealed
 * @param groupBytes how many bytes of notes and payloads close a group
 * @param delayMillis how long a record that nobody waits for may stay in memory
 * @param recentKeys how many of the newest record keys are kept in memory, at least
 * @param diskReserveBytes how much of the disk no new segment may take
 */
public record JournalSettings(
    long segmentBytes,
    long segmentMillis,
    int groupBytes,
    long delayMillis,
    int recentKeys,
    long diskReserveBytes) {

  private static final int KIBI = 1024;

  public JournalSettings {
    require(segmentBytes >= 256 * KIBI, "a segment has at least 256 KiB");
    require(segmentBytes <= 1L << 30, "a segment has at most 1 GiB");
    require(groupBytes >= KIBI && groupBytes <= segmentBytes / 8, "a group fills at most 1/8");
    require(segmentMillis > 0 && delayMillis >= 0, "times are positive");
    require(recentKeys > 0, "some keys are kept");
    require(diskReserveBytes >= 0, "the reserve is not negative");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("journal settings: " + rule);
    }
  }

  public static JournalSettings standard() {
    return new JournalSettings(64L << 20, 86_400_000, 2 << 20, 5, 1_000_000, 256 << 20);
  }

  public JournalSettings withSegmentBytes(long bytes) {
    int group = (int) Math.min(2 << 20, bytes / 8);
    return new JournalSettings(
        bytes, segmentMillis, group, delayMillis, recentKeys, diskReserveBytes);
  }

  public JournalSettings withDelayMillis(long millis) {
    return new JournalSettings(
        segmentBytes, segmentMillis, groupBytes, millis, recentKeys, diskReserveBytes);
  }

  public JournalSettings withDiskReserveBytes(long bytes) {
    return new JournalSettings(
        segmentBytes, segmentMillis, groupBytes, delayMillis, recentKeys, bytes);
  }

  /** The largest payload a record may have. */
  public int maxPayloadBytes() {
    return (int) Math.min(4L << 20, segmentBytes / 8);
  }

  /**
   * What is kept free in the last segment when the disk is full, for records that must not be lost.
   */
  long reserveBytes() {
    return segmentBytes / 8;
  }
}
