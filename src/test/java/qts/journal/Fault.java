package qts.journal;

import java.util.stream.Stream;

/** How a call to a disk goes wrong, in the words the system has for it. */
enum Fault {
  /** The disk refuses what the system's cache had taken. */
  LOST_ON_SYNC("Input/output error", DiskCall.FORCE, DiskCall.FORCE_NAMES),
  EIO("Input/output error", DiskCall.values()),
  ENOSPC(
      "No space left on device",
      DiskCall.CREATE,
      DiskCall.RENAME,
      DiskCall.WRITE,
      DiskCall.FORCE,
      DiskCall.FORCE_NAMES,
      DiskCall.TRUNCATE),
  EROFS(
      "Read-only file system",
      DiskCall.CREATE,
      DiskCall.RENAME,
      DiskCall.DELETE,
      DiskCall.WRITE,
      DiskCall.TRUNCATE),
  EMFILE(
      "Too many open files", DiskCall.OPEN, DiskCall.CREATE, DiskCall.LIST, DiskCall.FORCE_NAMES),
  /** A part of the bytes is written, then the disk has no room. */
  SHORT_WRITE("No space left on device", DiskCall.WRITE);

  private final String message;
  private final int strikes;

  Fault(String message, DiskCall... strikes) {
    this.message = message;
    this.strikes = Stream.of(strikes).mapToInt(DiskCall::bit).reduce(0, (a, b) -> a | b);
  }

  String message() {
    return message;
  }

  boolean strikes(DiskCall call) {
    return (strikes & call.bit()) != 0;
  }
}
