package qts.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps copies of damaged bytes in the folder {@code quarantine}, each with a text that says what
 * it is and where it was found. The damaged file stays as it is; copies are never deleted. Safe for
 * use by several threads.
 */
public final class Quarantine {
  static final String FOLDER = "quarantine/";

  private static final int COPY_BYTES = 1 << 20;

  /** How many places are remembered as kept; the disk is asked about further ones. */
  private static final int MAX_REMEMBERED = 10_000;

  private final Storage storage;
  private final long reserveBytes;
  private final Set<String> kept = new HashSet<>();

  /**
   * @param reserveBytes how much of the disk no copy may take
   */
  public Quarantine(Storage storage, long reserveBytes) {
    this.storage = storage;
    this.reserveBytes = reserveBytes;
  }

  /**
   * Copies damaged bytes unless that was done before; returns the name of the copy.
   *
   * @throws IOException when the bytes can't be read, or there is no room for a copy
   */
  public synchronized String keep(DamagedBytes damaged) throws IOException {
    Damage damage = damaged.damage();
    String name = FOLDER + damage.file() + "." + damage.offset() + ".damaged";
    if (!kept.contains(name)) {
      if (!storage.exists(name)) {
        copy(damaged, name);
      }
      if (kept.size() < MAX_REMEMBERED) {
        kept.add(name);
      }
    }
    return name;
  }

  /** A name for {@code what} and the time there that no file has. */
  static String unusedName(Storage storage, String what) throws IOException {
    String base = FOLDER + what + "." + storage.millis();
    String free = base;
    for (int i = 2; storage.exists(free); i++) {
      free = base + "-" + i;
    }
    return free;
  }

  /** Keeps what it is given and tells {@code listener}; that there is no copy is a warning. */
  Consumer<DamagedBytes> telling(JournalListener listener) {
    return damaged -> {
      try {
        keep(damaged);
      } catch (IOException e) {
        listener.onWarning("damaged bytes could not be copied to the quarantine: " + e);
      }
      listener.onDamage(damaged.damage());
    };
  }

  private void copy(DamagedBytes damaged, String name) throws IOException {
    if (storage.usableBytes() - damaged.length() < reserveBytes) {
      throw new IOException(
          "a copy of %d damaged bytes would take of the %d bytes in reserve on the disk"
              .formatted(damaged.length(), reserveBytes));
    }
    ByteBuffer text = ByteBuffer.wrap(text(damaged).getBytes(StandardCharsets.UTF_8));
    WholeFile.replace(storage, name + ".txt", file -> file.write(text, 0));
    try (StorageFile from = storage.open(damaged.damage().file(), Storage.Mode.READ)) {
      WholeFile.replace(storage, name, file -> copy(from, damaged, file));
    }
  }

  private static void copy(StorageFile from, DamagedBytes damaged, StorageFile to)
      throws IOException {
    ByteBuffer b = ByteBuffer.allocate((int) Math.min(COPY_BYTES, damaged.length()));
    for (long at = 0; at < damaged.length(); at += b.limit()) {
      b.clear().limit((int) Math.min(b.capacity(), damaged.length() - at));
      if (from.read(b, damaged.damage().offset() + at) == 0) {
        break;
      }
      to.write(b.flip(), at);
    }
  }

  private String text(DamagedBytes damaged) {
    Damage damage = damaged.damage();
    String lost = damage.lost() == 0 ? "none" : damage.firstLost() + " to " + damage.lastLost();
    return """
    file: %s
    offset: %d
    bytes: %d
    what: %s
    positions that can't be read: %s
    found: %s
    """
        .formatted(
            damage.file(),
            damage.offset(),
            damaged.length(),
            damage.what(),
            lost,
            Instant.ofEpochMilli(storage.millis()));
  }
}
