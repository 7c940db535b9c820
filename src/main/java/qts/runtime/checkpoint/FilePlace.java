package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import qts.runtime.files.WholeFile;

/**
 * A file checkpoints are appended to, each followed by an empty line, and synced. Opened anew each
 * time, so that it may be moved away.
 */
public final class FilePlace implements Place {
  private final Path file;

  public FilePlace(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public void publish(String note) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      long end = channel.size();
      try {
        String text = separation(channel, end) + note + "\n";
        WholeFile.writeAt(channel, end, text.getBytes(UTF_8));
      } catch (IOException e) {
        takeBack(channel, end, e);
        throw e;
      }
    }
  }

  /** The next attempt finds the file as this one did. */
  private static void takeBack(FileChannel channel, long end, IOException reason) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** What ends the last lines where they were cut off, so that no other text gets into them. */
  private static String separation(FileChannel channel, long end) throws IOException {
    ByteBuffer last = ByteBuffer.allocate((int) Math.min(2, end));
    channel.read(last, end - last.capacity());
    String text = new String(last.array(), UTF_8);
    return end == 0 || text.equals("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  }
}
