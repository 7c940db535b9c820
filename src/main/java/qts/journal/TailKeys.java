package qts.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Shows the groups of the segment that is continued to whoever learns its keys: one thread decodes
 * a group while another looks at the one before, for this is most of what opening a journal takes.
 */
final class TailKeys {
  private final Storage storage;
  private final Recovery.Tail tail;
  private final Consumer<Group> learner;
  private final Group[] groups = {new Group(), new Group()};

  TailKeys(Storage storage, Recovery.Tail tail, Consumer<Group> learner) {
    this.storage = storage;
    this.tail = tail;
    this.learner = learner;
  }

  /** Shows all groups that can be read, in order, and returns when the last was looked at. */
  void read() throws IOException {
    String name = tail.segment().name();
    try (StorageFile file = storage.open(name, Storage.Mode.READ);
        FrameReader frames = new FrameReader(file, name);
        ExecutorService helper =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("journal-keys").factory())) {
      read(frames, helper);
    }
  }

  private void read(FrameReader frames, ExecutorService helper) throws IOException {
    CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    int turn = 0;
    for (Frame frame : tail.frames()) {
      Group group = groups[turn & 1];
      if (frames.read(frame, group) == null) {
        last.join();
        last = CompletableFuture.runAsync(() -> learner.accept(group), helper);
        turn++;
      }
    }
    last.join();
  }
}
