package qts.journal;

/**
 * The limits of a journal.
 *
 * @param segmentBytes the size of a segment file, preallocated
 * @param segmentMillis how long a segment takes records before it is sealed
 * @param groupBytes how many bytes of notes and payloads close a group
 * @param delayMillis how long a record that nobody waits for may stay in memory
 * @param recentKeys how many of the newest record keys are kept in memory, at least
 * @param disk what the journal may take of its disk
 * @param processors how many the machine has; on a single one no thread stays awake for another,
 *     and none shares the hashing with the writer
 */
public record JournalSettings(
    long segmentBytes,
    long segmentMillis,
    int groupBytes,
    long delayMillis,
    int recentKeys,
    DiskLimits disk,
    int processors) {

  private static final int KIBI = 1024;

  private static final int GROUP_BYTES = 2 << 20;

  /** About twice as long as a good disk takes to sync a small group. */
  private static final long PATIENCE_NANOS = 250_000;

  public JournalSettings {
    require(segmentBytes >= 256 * KIBI, "a segment has at least 256 KiB");
    require(segmentBytes <= 1L << 30, "a segment has at most 1 GiB");
    require(groupBytes >= KIBI && groupBytes <= segmentBytes / 8, "a group fills at most 1/8");
    require(segmentMillis > 0 && delayMillis >= 0, "times are positive");
    require(recentKeys > 0, "some keys are kept");
    require(processors > 0, "there is a processor");
  }

  /** For a single processor. */
  public JournalSettings(
      long segmentBytes,
      long segmentMillis,
      int groupBytes,
      long delayMillis,
      int recentKeys,
      DiskLimits disk) {
    this(segmentBytes, segmentMillis, groupBytes, delayMillis, recentKeys, disk, 1);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("journal settings: " + rule);
    }
  }

  public static JournalSettings standard() {
    return new JournalSettings(
        64L << 20, 86_400_000, GROUP_BYTES, 5, 1_000_000, DiskLimits.standard());
  }

  /** With segments of {@code bytes}, and a reserve of a quarter of that where it is smaller. */
  public JournalSettings withSegmentBytes(long bytes) {
    int group = (int) Math.min(GROUP_BYTES, bytes / 8);
    DiskLimits scaled = disk.withReserveBytes(Math.min(disk.reserveBytes(), bytes / 4));
    return new JournalSettings(
        bytes, segmentMillis, group, delayMillis, recentKeys, scaled, processors);
  }

  public JournalSettings withDelayMillis(long millis) {
    return new JournalSettings(
        segmentBytes, segmentMillis, groupBytes, millis, recentKeys, disk, processors);
  }

  /** With {@code bytes} of the disk that no new segment may take. */
  public JournalSettings withDiskReserveBytes(long bytes) {
    return withDisk(disk.withFreeBytes(bytes));
  }

  public JournalSettings withDisk(DiskLimits limits) {
    return new JournalSettings(
        segmentBytes, segmentMillis, groupBytes, delayMillis, recentKeys, limits, processors);
  }

  /** For a machine of so many processors. */
  public JournalSettings withProcessors(int number) {
    return new JournalSettings(
        segmentBytes, segmentMillis, groupBytes, delayMillis, recentKeys, disk, number);
  }

  /** Whether threads can do something at the same time. */
  boolean isParallel() {
    return processors > 1;
  }

  /**
   * How long a thread may stay awake for what it waits for before it sleeps; 0 on a single
   * processor, where nothing comes while it is awake.
   */
  long patienceNanos() {
    return isParallel() ? PATIENCE_NANOS : 0;
  }

  /** The largest payload a record may have. */
  public int maxPayloadBytes() {
    return (int) Math.min(4L << 20, segmentBytes / 8);
  }

  /**
   * How much of the last segment snapshots leave free while the next segment is not there: some
   * groups are on their way already, and what counts as a group is known only once it is encoded.
   */
  long marginBytes() {
    return segmentBytes / 8 + (long) OpenGroup.GROUPS * groupBytes + maxPayloadBytes();
  }
}
