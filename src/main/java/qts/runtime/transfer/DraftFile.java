package qts.runtime.transfer;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import qts.observer.Utf8Buffer;
import qts.runtime.files.WholeFile;

/**
 * A file that gets its name once it is complete and on the disk; until then it has {@code .part}
 * behind its name. Can be put aside in between, to have few files open.
 */
final class DraftFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path target;
  private final Path draft;
  private FileChannel channel;
  private OutputStream out;
  private boolean open = true;

  /**
   * Begins a file.
   *
   * @param overwrite whether a file of that name is replaced in the end
   */
  DraftFile(Path target, boolean overwrite) throws IOException {
    if (!overwrite && Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "is there already. Name another file, or add --overwrite.");
    }
    this.target = target;
    this.draft = target.resolveSibling(target.getFileName() + ".part");
    Files.deleteIfExists(draft);
    channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    out = stream();
  }

  private OutputStream stream() {
    return new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  Path target() {
    return target;
  }

  void write(Utf8Buffer line) throws IOException {
    if (!open) {
      channel = FileChannel.open(draft, StandardOpenOption.APPEND);
      out = stream();
      open = true;
    }
    line.writeTo(out);
  }

  /** Closes the file; a later write opens it again. */
  void putAside() throws IOException {
    if (open) {
      out.flush();
      channel.force(false);
      channel.close();
      open = false;
    }
  }

  /** Makes the file durable and gives it its name. */
  void finish() throws IOException {
    putAside();
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    WholeFile.forceNames(WholeFile.folder(target));
  }

  /** Deletes the file unless it was finished. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(draft);
  }
}
