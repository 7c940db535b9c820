package qts.journal;

import java.io.Closeable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes the records of a group to their Merkle root while another thread encodes them: of all that
 * is done with a record, this takes longest, and it depends on nothing else. Small groups are
 * hashed at once, because another thread would only make them later.
 */
final class RecordHasher implements Closeable {
  private static final int SMALL_GROUP = 512;
  private static final int IDLE_SECONDS = 10;

  private final RecordForm form = new RecordForm();
  private final MerkleTree tree = new MerkleTree();
  private final ThreadPoolExecutor helper;

  RecordHasher() {
    helper =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(1),
            Thread.ofPlatform().name("journal-hasher").daemon().factory());
    helper.allowCoreThreadTimeOut(true);
  }

  /** Begins with a group, which must not change until the root is there; one at a time. */
  CompletableFuture<byte[]> start(GroupBuffer group, byte[][] streams) {
    Executor executor = group.count < SMALL_GROUP ? Runnable::run : helper;
    return CompletableFuture.supplyAsync(() -> root(group, streams), executor);
  }

  private byte[] root(GroupBuffer group, byte[][] streams) {
    tree.clear();
    for (int i = 0; i < group.count; i++) {
      form.of(group, i, streams);
      form.addTo(tree);
    }
    return tree.root();
  }

  @Override
  public void close() {
    helper.shutdown();
  }
}
