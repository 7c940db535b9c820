package qts.runtime.query;

import java.io.Closeable;
import java.io.IOException;
import qts.journal.Journal;
import qts.journal.JournalReader;

/** A journal that a {@link Tail} follows. Used by one thread. */
public interface Followed extends Closeable {

  /** The last durable position; −1 for none. */
  long durablePosition();

  /** Whether nothing will become durable any more. */
  boolean isClosed();

  /** Waits up to {@code nanos} for durable records behind {@code position}; true when there are. */
  boolean awaitBeyond(long position, long nanos) throws IOException, InterruptedException;

  /** Reads what is durable; valid until the next wait. */
  JournalReader reader();

  /** The journal of this process. */
  static Followed of(Journal journal) {
    JournalReader reader = journal.reader();
    return new Followed() {
      @Override
      public long durablePosition() {
        return journal.durablePosition();
      }

      @Override
      public boolean isClosed() {
        return journal.isClosed();
      }

      @Override
      public boolean awaitBeyond(long position, long nanos) throws InterruptedException {
        return journal.awaitBeyond(position, nanos);
      }

      @Override
      public JournalReader reader() {
        return reader;
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }
}
