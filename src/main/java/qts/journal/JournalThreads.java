package qts.journal;

/** The threads of a journal: the writer, and those that spare it work or waiting. */
final class JournalThreads {
  private final Preallocator spares;
  private final RecordHasher hasher;
  private final IndexSaver indexes;
  private final Thread writing;
  private final Thread preparing;
  private final Thread hashing;
  private final Thread saving;

  JournalThreads(WriterLoop loop, Preallocator spares, RecordHasher hasher, IndexSaver indexes) {
    this.spares = spares;
    this.hasher = hasher;
    this.indexes = indexes;
    this.writing = Thread.ofPlatform().name("journal-writer").unstarted(loop);
    this.preparing = helper("journal-spares", spares);
    this.hashing = helper("journal-hasher", hasher);
    this.saving = helper("journal-indexer", indexes);
  }

  private static Thread helper(String name, Runnable work) {
    return Thread.ofPlatform().name(name).daemon().unstarted(work);
  }

  void start() {
    writing.start();
    preparing.start();
    if (hasher.isShared()) {
      hashing.start();
    }
    saving.start();
  }

  /** Ends them: the writer, which was told to, once it has written everything, then the others. */
  void end() {
    join(writing);
    spares.close();
    hasher.close();
    indexes.close();
    join(preparing);
    join(hashing);
    join(saving);
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
