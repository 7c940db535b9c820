package qts.peers;

import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.ArchivingMediaDriver;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.status.RecordingPos;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Aeron Archive: a publication over shared memory that the archive records, both in this process.
 * At sync level 1 the archive forces every block that it has written before it says so.
 */
final class Aeron implements Peer {
  private static final int STREAM = 1001;
  private static final int REPLAY_STREAM = 1002;
  private static final String CHANNEL = "aeron:ipc?term-length=64m";
  private static final int FRAGMENTS = 256;
  private static final int SYNC_LEVEL = 1;

  private final ArchivingMediaDriver driver;
  private final AeronArchive archive;
  private final Publication publication;
  private final CountersReader counters;
  private final int recorded;
  private final UnsafeBuffer record = new UnsafeBuffer(new byte[0]);

  Aeron(Path folder) {
    String directory = folder.resolve("driver").toString();
    String control = "aeron:ipc?term-length=64k";
    this.driver =
        ArchivingMediaDriver.launch(
            new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .dirDeleteOnStart(true)
                .spiesSimulateConnection(true)
                .threadingMode(ThreadingMode.SHARED),
            new Archive.Context()
                .aeronDirectoryName(directory)
                .archiveDir(folder.resolve("archive").toFile())
                .controlChannelEnabled(false)
                .archiveClientContext(new AeronArchive.Context().controlResponseChannel(control))
                .localControlChannel(control)
                .recordingEventsEnabled(false)
                .replicationChannel("aeron:udp?endpoint=127.0.0.1:0")
                .fileSyncLevel(SYNC_LEVEL)
                .catalogFileSyncLevel(SYNC_LEVEL)
                .threadingMode(ArchiveThreadingMode.SHARED));
    this.archive =
        AeronArchive.connect(
            new AeronArchive.Context()
                .aeronDirectoryName(directory)
                .controlRequestChannel(control)
                .controlResponseChannel(control));
    this.publication = archive.addRecordedPublication(CHANNEL, STREAM);
    this.counters = archive.context().aeron().countersReader();
    this.recorded = recordedCounter();
  }

  private int recordedCounter() {
    int counter = CountersReader.NULL_COUNTER_ID;
    while (counter == CountersReader.NULL_COUNTER_ID) {
      counter =
          RecordingPos.findCounterIdBySession(
              counters, publication.sessionId(), archive.archiveId());
      Thread.onSpinWait();
    }
    return counter;
  }

  @Override
  public String title() {
    return "Aeron Archive 1.51.0";
  }

  @Override
  public String durability() {
    return "file sync level 1, waited for by the recording's position";
  }

  @Override
  public void append(Batch batch) {
    for (int i = 0; i < batch.count(); i++) {
      append(batch, i);
    }
  }

  @Override
  public void append(Batch batch, int i) {
    record.wrap(batch.bytes(), batch.from(i), batch.length());
    while (true) {
      long position = publication.offer(record);
      if (position >= 0) {
        return;
      }
      if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
        throw new IllegalStateException("the publication ended: " + position);
      }
      Thread.yield();
    }
  }

  @Override
  public void sync() {
    long target = publication.position();
    while (counters.getCounterValue(recorded) < target) {
      Thread.yield();
    }
  }

  @Override
  public boolean commitsByItself() {
    return true;
  }

  @Override
  public long read(long most) {
    long recording = RecordingPos.getRecordingId(counters, recorded);
    Seen seen = new Seen();
    FragmentHandler handler = seen::onFragment;
    try (Subscription replay =
        archive.replay(recording, 0, publication.position(), CHANNEL, REPLAY_STREAM)) {
      while (replay.hasNoImages()) {
        Thread.yield();
      }
      while (seen.records < most && !replay.hasNoImages() && !ended(replay)) {
        if (replay.poll(handler, FRAGMENTS) == 0) {
          Thread.yield();
        }
      }
    }
    return seen.records;
  }

  private static boolean ended(Subscription replay) {
    return replay.imageAtIndex(0).isEndOfStream();
  }

  @Override
  public void close() {
    publication.close();
    archive.close();
    driver.close();
  }

  /** Copies what it sees, as every reader does. */
  private static final class Seen {
    private final byte[] record = new byte[1 << 12];
    private long records;

    void onFragment(
        org.agrona.DirectBuffer buffer, int offset, int length, io.aeron.logbuffer.Header header) {
      buffer.getBytes(offset, record, 0, length);
      records++;
    }
  }
}
