package qts.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file or folder the service uses, and whether it can.
 *
 * @param name what it is for
 * @param path where it is, absolute
 * @param need what the service wants of it
 * @param setting the setting that says where
 * @param origin who gave the setting its value
 */
public record Place(String name, Path path, Need need, Setting<?> setting, Origin origin) {

  /** What the service wants of a place. */
  public enum Need {
    /** Creates it when it is missing, and writes in it. */
    WRITABLE_FOLDER,
    /** Creates it when it is missing, and writes to it. */
    WRITABLE_FILE,
    /** Reads it; it must be there. */
    READABLE_FILE,
    /** Reads it when it is there. */
    OPTIONAL
  }

  /** What was found at a place. */
  public enum Condition {
    READY(true, "ready"),
    CREATED_AT_START(true, "is created at start"),
    ABSENT(true, "not there, not needed"),
    MISSING(false, "missing"),
    WRONG_KIND(false, "not the right kind of file"),
    NOT_READABLE(false, "not readable"),
    NOT_WRITABLE(false, "not writable");

    private final boolean usable;
    private final String label;

    Condition(boolean usable, String label) {
      this.usable = usable;
      this.label = label;
    }

    /** Whether the service can start with it. */
    public boolean usable() {
      return usable;
    }

    /** The condition for a person. */
    public String label() {
      return label;
    }
  }

  /** Looks at the disk, without changing it. */
  public Condition condition() {
    return switch (need) {
      case WRITABLE_FOLDER -> writable(Files.isDirectory(path));
      case WRITABLE_FILE -> writable(Files.isRegularFile(path));
      case READABLE_FILE ->
          Files.exists(path) ? readable(Files.isRegularFile(path)) : Condition.MISSING;
      case OPTIONAL -> Files.exists(path) ? readable(true) : Condition.ABSENT;
    };
  }

  private Condition readable(boolean rightKind) {
    if (!rightKind) {
      return Condition.WRONG_KIND;
    }
    return Files.isReadable(path) ? Condition.READY : Condition.NOT_READABLE;
  }

  private Condition writable(boolean rightKind) {
    if (!Files.exists(path)) {
      return canBeCreated() ? Condition.CREATED_AT_START : Condition.NOT_WRITABLE;
    }
    if (!rightKind) {
      return Condition.WRONG_KIND;
    }
    return Files.isWritable(path) ? Condition.READY : Condition.NOT_WRITABLE;
  }

  private boolean canBeCreated() {
    Path parent = path.getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    return parent != null && Files.isDirectory(parent) && Files.isWritable(parent);
  }
}
