package qts.journal;

/** What can be asked of a disk. */
enum DiskCall {
  OPEN,
  CREATE,
  LIST,
  EXISTS,
  RENAME,
  DELETE,
  FORCE_NAMES,
  READ,
  WRITE,
  FORCE,
  SIZE,
  TRUNCATE,
  USABLE_BYTES,
  USED_BYTES;

  /** The bit of this call in a set of calls. */
  int bit() {
    return 1 << ordinal();
  }
}
