package qts.journal;

import java.util.List;

/** The keys of records that are known without looking into any file. Safe for several threads. */
interface KnownKeys {
  /** Nothing is known. */
  KnownKeys NONE =
      new KnownKeys() {
        @Override
        public long from() {
          return Long.MAX_VALUE;
        }

        @Override
        public List<Long> find(long key) {
          return List.of();
        }
      };

  /** The position from which on every record's key is known. */
  long from();

  /** The durable positions whose key is known to be {@code key}, newest first. */
  List<Long> find(long key);
}
