package qts.journal;

import java.io.IOException;

/**
 * How much a journal may still grow.
 *
 * @param usedBytes what its files take
 * @param allowedBytes what new ones may take
 * @param limit which limit that comes from
 */
record Growth(long usedBytes, long allowedBytes, String limit) {
  /** Nothing is known yet; not taken for a lack of room. */
  static final Growth UNKNOWN = new Growth(0, Long.MAX_VALUE, "");

  static Growth of(Storage storage, DiskLimits limits) throws IOException {
    long used = storage.usedBytes();
    long onDisk = storage.usableBytes() - limits.freeBytes();
    long inQuota = limits.quotaBytes() == 0 ? Long.MAX_VALUE : limits.quotaBytes() - used;
    return inQuota < onDisk
        ? new Growth(used, inQuota, "its quota of " + limits.quotaBytes() + " bytes")
        : new Growth(used, onDisk, "the disk, of which " + limits.freeBytes() + " stay free");
  }

  /** Throws unless a file of {@code bytes} may be made. */
  void require(long bytes) throws IOException {
    if (allowedBytes < bytes) {
      throw new IOException(
          "another %d bytes are needed and %d are left by %s"
              .formatted(bytes, Math.max(0, allowedBytes), limit));
    }
  }
}
