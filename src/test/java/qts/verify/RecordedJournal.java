package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import qts.journal.DiskLimits;
import qts.journal.JournalFailedException;
import qts.journal.JournalSettings;
import qts.observer.Guard;
import qts.observer.PipelineSettings;
import qts.runtime.checkpoint.CheckpointSettings;
import qts.runtime.checkpoint.FilePlace;
import qts.runtime.checkpoint.Place;
import qts.runtime.checkpoint.SigningKeyFile;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderClock;
import qts.runtime.recorder.RecorderListener;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;

/** Makes journals with the real recorder, on a clock that stands still until it is moved. */
final class RecordedJournal implements RecorderClock, RecorderListener {
  static final long START_MILLIS = 1_767_225_600_000L;

  /** A segment is sealed at the first record after this. */
  static final long SEGMENT_MILLIS = 3_600_000;

  private static final String[] SYMBOLS = {"BTC-KRW", "ETH-KRW", "XRP-KRW"};

  private final Path folder;
  private final AtomicLong millis = new AtomicLong(START_MILLIS);
  private Optional<CheckpointSettings> checkpoints = Optional.empty();
  private int snapshots;

  RecordedJournal(Path folder) {
    this.folder = folder;
  }

  /** Signs checkpoints with the key in a file, which is made, and publishes them to another. */
  RecordedJournal signing(Path keyFile, Path published) throws IOException {
    return signing(keyFile, Duration.ofDays(1), new FilePlace(published));
  }

  RecordedJournal signing(Path keyFile, Duration interval, Place place) throws IOException {
    checkpoints =
        Optional.of(new CheckpointSettings(SigningKeyFile.open(keyFile), interval, List.of(place)));
    return this;
  }

  /** Lets so much time pass that the next record begins a segment. */
  void passSegment() {
    millis.addAndGet(SEGMENT_MILLIS + 1);
  }

  /** Opens it; what the opening itself records is a group of its own. */
  Recorder open() throws IOException {
    Recorder recorder =
        Recorder.open(
            settings(), this, () -> new UUID(0x1122334455667788L, 0x99AABBCCDDEEFF00L), this);
    recorder.journal().awaitDurable(recorder.journal().nextPosition() - 1);
    return recorder;
  }

  private RecorderSettings settings() {
    return new RecorderSettings(
            folder.resolve("journal"),
            new JournalSettings(
                256 * 1024, SEGMENT_MILLIS, 32 * 1024, 5, 100_000, new DiskLimits(0, 0, 0, 0)),
            PipelineSettings.defaults(),
            Guard.NONE,
            16 * 1024)
        .with(checkpoints);
  }

  /** Segments of {@code groups} groups each; the last one stays open. Closed in order. */
  RecordedJournal withSegments(int segments, int groups, int snapshotsPerGroup) throws IOException {
    int[] each = new int[segments];
    Arrays.fill(each, groups);
    return withGroups(snapshotsPerGroup, each);
  }

  /** A segment for each of {@code groups}, of so many groups. */
  RecordedJournal withGroups(int snapshotsPerGroup, int... groups) throws IOException {
    try (Recorder recorder = open()) {
      for (int segment = 0; segment < groups.length; segment++) {
        record(recorder, groups[segment], snapshotsPerGroup);
        millis.addAndGet(segment + 1 < groups.length ? SEGMENT_MILLIS + 1 : 0);
      }
    }
    return this;
  }

  /** Records snapshots of three symbols; one of a hundred lacks its {@code run_id}. */
  void record(Recorder recorder, int groups, int snapshotsPerGroup) throws IOException {
    for (int group = 0; group < groups; group++) {
      byte[] lines = lines(snapshots, snapshotsPerGroup);
      snapshots += snapshotsPerGroup;
      millis.addAndGet(7);
      recorder.record(lines, 0, lines.length, BodyFormat.LINES, Ack.DURABLE);
    }
  }

  static byte[] lines(int from, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      String price = (50_000 + i % 977) + "." + i % 10;
      String line =
          TestSnapshots.line(SYMBOLS[i % SYMBOLS.length], i, START_MILLIS + 10L * i, price);
      lines.append(i % 100 == 99 ? line.replace("\"run_id\"", "\"run\"") : line).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }

  @Override
  public long millis() {
    return millis.get();
  }

  @Override
  public long nanos() {
    return millis.get() * 1_000_000;
  }

  @Override
  public void onFailure(JournalFailedException failure) {
    throw new AssertionError("the journal failed", failure);
  }
}
