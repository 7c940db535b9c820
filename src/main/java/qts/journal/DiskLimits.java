package qts.journal;

/**
 * What a journal may take of its disk. Segments are made ahead, so a limit shows when the next one
 * can't be made; then snapshots are refused while decisions and the recorder's own records go into
 * the reserve.
 *
 * @param freeBytes how much of the disk no new segment may take
 * @param reserveBytes the size of the reserve; 0 for none
 * @param quotaBytes the most that all files of the journal may take together; 0 for no limit
 * @param warnBytes how little room to grow is worth a warning
 */
public record DiskLimits(long freeBytes, long reserveBytes, long quotaBytes, long warnBytes) {
  private static final long MIN_RESERVE_BYTES = 64 << 10;
  private static final long MAX_RESERVE_BYTES = 1 << 30;

  public DiskLimits {
    if (freeBytes < 0 || quotaBytes < 0 || warnBytes < 0) {
      throw new IllegalArgumentException("disk limits: none is negative");
    }
    if (reserveBytes != 0
        && (reserveBytes < MIN_RESERVE_BYTES || reserveBytes > MAX_RESERVE_BYTES)) {
      throw new IllegalArgumentException("disk limits: a reserve has 64 KiB to 1 GiB");
    }
  }

  static DiskLimits standard() {
    return new DiskLimits(256 << 20, 16 << 20, 0, 1 << 30);
  }

  DiskLimits withFreeBytes(long bytes) {
    return new DiskLimits(bytes, reserveBytes, quotaBytes, warnBytes);
  }

  DiskLimits withReserveBytes(long bytes) {
    return new DiskLimits(freeBytes, bytes, quotaBytes, warnBytes);
  }

  DiskLimits withQuotaBytes(long bytes) {
    return new DiskLimits(freeBytes, reserveBytes, bytes, warnBytes);
  }
}
