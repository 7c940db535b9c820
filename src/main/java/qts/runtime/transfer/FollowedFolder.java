package qts.runtime.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import qts.journal.DiskStorage;
import qts.journal.JournalFollower;
import qts.journal.JournalReader;
import qts.observer.SnapshotScanner;
import qts.runtime.query.Followed;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.StoredKeys;

/**
 * The journal of a data folder that is followed without a service: looks at its watermark a few
 * times a second. Goes on over restarts of the recorder.
 */
public final class FollowedFolder implements Followed {
  private static final long LOOK_MILLIS = 100;

  private final JournalFollower follower;

  private FollowedFolder(JournalFollower follower) {
    this.follower = follower;
  }

  /**
   * Follows the journal of a data folder.
   *
   * @throws NoJournalException when there is none
   */
  public static FollowedFolder open(Path dataFolder) throws IOException {
    Path folder = Recorder.journalFolder(dataFolder);
    if (!Files.isDirectory(folder)) {
      throw new NoJournalException(dataFolder);
    }
    return new FollowedFolder(
        JournalFollower.open(
            new DiskStorage(folder, InstantSource.system(), System::nanoTime),
            new StoredKeys(new SnapshotScanner())));
  }

  @Override
  public long durablePosition() {
    return follower.durablePosition();
  }

  /** A recorder may be started at any time. */
  @Override
  public boolean isClosed() {
    return false;
  }

  @Override
  public boolean awaitBeyond(long position, long nanos) throws IOException, InterruptedException {
    long end = System.nanoTime() + nanos;
    while (follower.durablePosition() <= position && !follower.refresh()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return follower.durablePosition() > position;
  }

  @Override
  public JournalReader reader() {
    return follower.reader();
  }

  @Override
  public void close() throws IOException {
    follower.close();
  }
}
