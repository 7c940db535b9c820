package qts.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Records with their length before them, appended to a growing file; no checksum, no index. */
final class PlainFile implements Peer {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  PlainFile(Path folder) throws IOException {
    this.file = folder.resolve("log");
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public String title() {
    return "plain FileChannel";
  }

  @Override
  public String durability() {
    return "force(false) of the growing file";
  }

  @Override
  public void append(Batch batch) throws IOException {
    for (int i = 0; i < batch.count(); i++) {
      append(batch, i);
    }
  }

  @Override
  public void append(Batch batch, int i) throws IOException {
    if (buffer.remaining() < Integer.BYTES + batch.length()) {
      write();
    }
    buffer.putInt(batch.length()).put(batch.bytes(), batch.from(i), batch.length());
  }

  @Override
  public void sync() throws IOException {
    write();
    channel.force(false);
  }

  private void write() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public boolean commitsByItself() {
    return false;
  }

  @Override
  public long read(long most) throws IOException {
    long records = 0;
    ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    byte[] record = new byte[BUFFER_BYTES];
    try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
      while (records < most && reading.read(in) >= 0) {
        in.flip();
        while (records < most
            && in.remaining() >= Integer.BYTES
            && in.remaining() >= Integer.BYTES + in.getInt(in.position())) {
          int length = in.getInt();
          in.get(record, 0, length);
          records++;
        }
        in.compact();
      }
    }
    return records;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
