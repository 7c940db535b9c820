package qts.peers;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Chronicle Queue with its standard settings, but that a sync waits for the disk: a memory-mapped
 * file, one document a record.
 */
final class Chronicle implements Peer {
  private final ChronicleQueue queue;
  private final ExcerptAppender appender;

  Chronicle(Path folder) {
    this.queue = SingleChronicleQueueBuilder.binary(folder).syncMode(SyncMode.SYNC).build();
    this.appender = queue.createAppender();
  }

  @Override
  public String title() {
    return "Chronicle Queue 2026.4";
  }

  @Override
  public String durability() {
    return "appender.sync(): synchronous msync of the mapped file";
  }

  @Override
  public void append(Batch batch) {
    for (int i = 0; i < batch.count(); i++) {
      append(batch, i);
    }
  }

  @Override
  public void append(Batch batch, int i) {
    try (DocumentContext document = appender.writingDocument()) {
      bytes(document).write(batch.bytes(), batch.from(i), batch.length());
    }
  }

  @Override
  public void sync() {
    appender.sync();
  }

  @Override
  public boolean commitsByItself() {
    return false;
  }

  @Override
  public long read(long most) {
    long records = 0;
    byte[] record = new byte[1 << 12];
    try (ExcerptTailer tailer = queue.createTailer()) {
      while (records < most) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            break;
          }
          bytes(document).read(record);
          records++;
        }
      }
    }
    return records;
  }

  private static Bytes<?> bytes(DocumentContext document) {
    net.openhft.chronicle.wire.@Nullable Wire wire = document.wire();
    if (wire == null) {
      throw new IllegalStateException("the queue gave a document without content");
    }
    return wire.bytes();
  }

  @Override
  public void close() {
    appender.close();
    queue.close();
  }
}
