package qts.verify;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Puts failures of reading into words. */
final class Reasons {
  private Reasons() {}

  static String of(InvalidPathException failure) {
    return "'%s' can't be the name of a file here: %s."
        .formatted(failure.getInput(), failure.getReason());
  }

  static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "There is no file or folder " + missing.getFile() + ".";
      case NotDirectoryException file -> file.getFile() + " is not a folder.";
      case AccessDeniedException denied ->
          "Access to %s is denied. Verify as a user who may read it.".formatted(denied.getFile());
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason();
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
