package qts.journal;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hashes the records of a group to their Merkle root. Of all that is done with a record this takes
 * longest, so two threads share it: records are hashed in chunks, each of which is a subtree of its
 * own, and whoever is free takes the next chunk. The writer offers chunks while the group still
 * fills, and takes part once it has nothing else to do; the other thread is this one, and needed
 * for nothing but speed. On a single processor it would only take the writer's place: there the
 * writer does all of it.
 *
 * <p>Chunks are counted through from group to group: one that was taken is never mistaken for one
 * of a later group.
 */
final class RecordHasher implements Runnable {
  /** The records of a chunk: a power of two, so that a chunk's root is a node of the whole tree. */
  static final int CHUNK = 64;

  /** Groups with fewer records are hashed before another thread would be awake. */
  private static final int SMALL_GROUP = 2 * CHUNK;

  private static final long IDLE_NANOS = 1_000_000_000;

  private final boolean shared;
  private final Bell offers = new Bell();
  private final Bell results = new Bell();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final byte[] roots = new byte[GroupBuffer.MAX_RECORDS / CHUNK * MerkleTree.HASH_BYTES];
  private final MerkleTree own = new MerkleTree();
  private final MerkleTree top = new MerkleTree();
  private @Nullable GroupBuffer group;
  private long firstPosition;
  private long firstChunk;
  private int offeredRecords;
  private volatile long offered;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  private RecordHasher(boolean shared) {
    this.shared = shared;
  }

  /** Another thread, which runs this, takes part. */
  static RecordHasher shared() {
    return new RecordHasher(true);
  }

  /** Nothing is hashed but by the thread that offers. */
  static RecordHasher alone() {
    return new RecordHasher(false);
  }

  /** Whether it is to be run by another thread. */
  boolean isShared() {
    return shared;
  }

  /** Begins with a group, unless it has; the one before must have been finished. */
  void begin(GroupBuffer next) {
    if (group != next || firstPosition != next.firstPosition) {
      group = next;
      firstPosition = next.firstPosition;
      firstChunk = offered;
      offeredRecords = 0;
    }
  }

  /** The first {@code count} records are there; chunks that are complete may be hashed. */
  void offer(int count) {
    int chunks = count / CHUNK;
    if (count >= SMALL_GROUP && chunks * CHUNK > offeredRecords) {
      offer(chunks, chunks * CHUNK);
      if (shared) {
        offers.ring();
      } else {
        hashWhatIsOffered(own);
      }
    }
  }

  /** As {@link #offer(int)} while there is something more urgent to do: for others to hash. */
  void offerToOthers(int count) {
    if (shared) {
      offer(count);
    }
  }

  private void offer(int chunks, int records) {
    offeredRecords = records;
    offered = firstChunk + chunks;
  }

  /** The root over all {@code count} records of the group, none of which will change any more. */
  byte[] finish(int count) {
    int chunks = (count + CHUNK - 1) / CHUNK;
    offer(chunks, count);
    hashWhatIsOffered(own);
    while (done.get() < offered) {
      results.clear();
      if (done.get() < offered) {
        results.await(IDLE_NANOS);
      }
    }
    check();
    top.clear();
    for (int c = 0; c < chunks; c++) {
      top.addHash(roots, c * MerkleTree.HASH_BYTES);
    }
    return top.root();
  }

  private void check() {
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("records could not be hashed", thrown);
    }
  }

  /** The other thread: hashes what is offered until it is closed. */
  @Override
  public void run() {
    MerkleTree tree = new MerkleTree();
    while (!closed) {
      offers.clear();
      hashWhatIsOffered(tree);
      if (!closed) {
        offers.await(IDLE_NANOS);
      }
    }
  }

  private void hashWhatIsOffered(MerkleTree tree) {
    for (long chunk = taken.get(); chunk < offered; chunk = taken.get()) {
      if (taken.compareAndSet(chunk, chunk + 1)) {
        hash(chunk, tree);
      }
    }
  }

  /** What was taken is done even when it fails, so that nobody waits for it for ever. */
  private void hash(long chunk, MerkleTree tree) {
    try {
      hash((int) (chunk - firstChunk), tree);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      done.incrementAndGet();
      results.ring();
    }
  }

  private void hash(int chunk, MerkleTree tree) {
    GroupBuffer from = group;
    if (from == null) {
      throw new IllegalStateException("no group was begun");
    }
    tree.clear();
    int end = Math.min((chunk + 1) * CHUNK, from.count());
    for (int i = chunk * CHUNK; i < end; i++) {
      tree.addLeaf(from.data(), from.leafAt[i], from.leafLength[i]);
    }
    tree.root(roots, chunk * MerkleTree.HASH_BYTES);
  }

  /** Ends the other thread. */
  void close() {
    closed = true;
    offers.ring();
  }
}
