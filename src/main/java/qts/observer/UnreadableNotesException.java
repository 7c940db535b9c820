package qts.observer;

/** Stored notes that this version can't read: damaged, or written by a later version. */
public final class UnreadableNotesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableNotesException(String problem) {
    super("the notes beside the snapshot can't be read: " + problem);
  }
}
