package qts.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A journal in a process of its own, with nothing else: appends {@link Sample}s from several
 * threads as fast as they become durable, and says to its standard output what is, in an {@link
 * Acknowledgement} for each batch. Closes the journal when its standard input ends; ends at once,
 * with exit code 3, when the journal fails or was damaged.
 *
 * <p>Arguments: the folder, and the number of this life of the process. With a number of journals
 * as the third, there are so many of them, in the folders 0, 1, … of that, and each line begins
 * with the number of its journal.
 */
final class JournalProcess {
  static final int FAILED = 3;
  private static final int THREADS = 3;
  private static final int MOST_AT_ONCE = 40;
  private static final long PATIENCE_NANOS = 20_000_000;
  private static final JournalSettings SETTINGS =
      JournalSettings.standard()
          .withSegmentBytes(256 * 1024)
          .withDelayMillis(1)
          .withDiskReserveBytes(0);

  private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

  private final Storage storage;
  private final Journal journal;
  private final int life;
  private final String name;
  private volatile boolean closing;

  private JournalProcess(Path folder, int life, String name) throws IOException {
    this.storage = new DiskStorage(folder, InstantSource.system(), System::nanoTime);
    this.life = life;
    this.name = name;
    this.journal =
        Journal.open(storage, SETTINGS, UUID::randomUUID, Sample::keyOf, new ForgivingListener());
  }

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int life = Integer.parseInt(arguments[1]);
    try {
      if (arguments.length == 2) {
        new JournalProcess(folder, life, "").run();
      } else {
        runSeveral(folder, life, Integer.parseInt(arguments[2]));
      }
    } catch (IOException e) {
      end(e);
    }
  }

  private void run() throws IOException {
    begin();
    while (System.in.read() >= 0) {
      say("still " + journal.nextPosition());
    }
    closing = true;
    journal.close();
    say("closed");
  }

  /** Until the process is killed; in each life another one is opened first. */
  private static void runSeveral(Path folder, int life, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int number = (life + i) % count;
      new JournalProcess(folder.resolve(Integer.toString(number)), life, number + " ").begin();
    }
    System.in.transferTo(OutputStream.nullOutputStream());
  }

  private void begin() throws IOException {
    if (!journal.recovery().damages().isEmpty()) {
      throw new IOException("damaged: " + journal.recovery().damages());
    }
    say("open " + journal.nextPosition());
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      Thread.ofPlatform().daemon().start(() -> appendUntilTheEnd(number));
    }
  }

  /** At once, whatever other threads do. */
  private static void end(Exception e) {
    System.err.println(e);
    Runtime.getRuntime().halt(FAILED);
  }

  /** In one piece, whichever thread or journal says it. */
  private void say(String line) throws IOException {
    synchronized (OUT) {
      OUT.write((name + line + "\n").getBytes(US_ASCII));
    }
  }

  private void appendUntilTheEnd(int thread) {
    try {
      Random random = new Random(life * 31L + thread);
      for (int n = 0; !closing; ) {
        n += append(thread, n, thread == 0 ? 1 : 1 + random.nextInt(MOST_AT_ONCE));
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (!closing) {
        end(e);
      }
    }
  }

  /**
   * Appends up to {@code count} samples, from the {@code n}-th on, and acknowledges them when they
   * are durable; returns how many. While the disk is full, waits and returns what fitted.
   */
  private int append(int thread, int n, int count) throws IOException, InterruptedException {
    List<Long> positions = new ArrayList<>();
    Entry entry = new Entry();
    try {
      while (positions.size() < count) {
        Sample sample = new Sample(life, thread, n + positions.size());
        positions.add(journal.append(sample.fill(entry, storage), sample.key()));
      }
    } catch (JournalFullException e) {
      say("full");
      journal.awaitBeyond(Long.MAX_VALUE - 1, PATIENCE_NANOS);
    }
    if (!positions.isEmpty()) {
      journal.awaitDurable(positions.getLast());
      say(new Acknowledgement(thread, n, positions).line());
    }
    return positions.size();
  }
}
