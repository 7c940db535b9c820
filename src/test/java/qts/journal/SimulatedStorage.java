package qts.journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk in memory that can lose its power: what was written but not forced may be there
 * afterwards, or not, or in part, sector by sector; names that were not forced may be the old ones.
 * Calls can be made to fail. Everything depends on the seed and the calls alone.
 */
final class SimulatedStorage implements Storage {
  private static final int SECTOR = 512;

  private final Random random;
  private final long capacity;
  private Map<String, Content> names = new TreeMap<>();
  private Map<String, Content> durableNames = new TreeMap<>();
  private final List<Map<String, Content>> unforcedNames = new ArrayList<>();
  private long millis = 1_768_089_792_000L;
  private long nanos;
  private boolean locked;
  private int calls;
  private int failAt = Integer.MAX_VALUE;
  private boolean failForEver;
  private boolean dead;

  SimulatedStorage(long seed, long capacity) {
    this.random = new Random(seed);
    this.capacity = capacity;
  }

  /** The bytes of a file, as read now and as they would be after losing power. */
  private static final class Content {
    byte[] bytes = {};
    byte[] durable = {};
    final List<Write> unforced = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent")
    record Write(long at, byte[] bytes) {}

    void write(long at, byte[] data) {
      int end = (int) (at + data.length);
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, end);
      }
      System.arraycopy(data, 0, bytes, (int) at, data.length);
      unforced.add(new Write(at, data));
    }

    void force() {
      durable = bytes.clone();
      unforced.clear();
    }

    /** Each unforced sector made it to the disk or not; later writes of a sector win. */
    void losePower(Random random) {
      for (Write write : unforced) {
        for (int i = 0; i < write.bytes.length; ) {
          int inSector = (int) (SECTOR - (write.at + i) % SECTOR);
          int n = Math.min(inSector, write.bytes.length - i);
          if (random.nextBoolean()) {
            int end = (int) (write.at + i + n);
            if (end > durable.length) {
              durable = Arrays.copyOf(durable, end);
            }
            System.arraycopy(write.bytes, i, durable, (int) write.at + i, n);
          }
          i += n;
        }
      }
      unforced.clear();
      bytes = durable.clone();
    }
  }

  /** The {@code n}-th call from now fails, and all after it when {@code forEver}. */
  void failAt(int n, boolean forEver) {
    failAt = calls + n;
    failForEver = forEver;
  }

  void healthy() {
    failAt = Integer.MAX_VALUE;
    failForEver = false;
  }

  /** How many calls were made so far. */
  int calls() {
    return calls;
  }

  /** Loses the power: every open file is gone, and what was not forced is left to chance. */
  void losePower() {
    int kept = random.nextInt(unforcedNames.size() + 1);
    names = new TreeMap<>(kept == 0 ? durableNames : unforcedNames.get(kept - 1));
    durableNames = new TreeMap<>(names);
    unforcedNames.clear();
    names.values().forEach(content -> content.losePower(random));
    restart();
  }

  /** The process ends; the disk keeps everything that was written. */
  void killProcess() {
    restart();
  }

  private void restart() {
    locked = false;
    dead = false;
    healthy();
    millis += 1_000;
  }

  /** Any file's bytes, to be looked at or damaged. */
  byte[] bytes(String name) throws IOException {
    return content(name).bytes;
  }

  void replace(String name, byte[] bytes) {
    Content content = new Content();
    content.bytes = bytes;
    content.force();
    names.put(name, content);
    durableNames.put(name, content);
  }

  void remove(String name) {
    names.remove(name);
    durableNames.remove(name);
  }

  /** A copy of the disk as it is, with everything durable. */
  Map<String, byte[]> image() {
    Map<String, byte[]> image = new HashMap<>();
    names.forEach((name, content) -> image.put(name, content.bytes.clone()));
    return image;
  }

  /** Makes the disk that {@code image} was taken of. */
  void load(Map<String, byte[]> image) {
    names.clear();
    durableNames.clear();
    unforcedNames.clear();
    image.forEach((name, bytes) -> replace(name, bytes.clone()));
    restart();
  }

  private void call(String what) throws IOException {
    calls++;
    nanos += 1_000;
    if (dead || calls == failAt) {
      dead = dead || failForEver;
      throw new IOException("Input/output error (simulated, " + what + ")");
    }
  }

  private void nameChanged() {
    unforcedNames.add(new TreeMap<>(names));
  }

  private Content content(String name) throws IOException {
    Content content = names.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content;
  }

  @Override
  public StorageFile open(String name, Mode mode) throws IOException {
    call("open " + name);
    if (mode == Mode.CREATE) {
      if (names.containsKey(name)) {
        throw new FileAlreadyExistsException(name);
      }
      names.put(name, new Content());
      nameChanged();
    }
    return new SimulatedFile(name, content(name));
  }

  @Override
  public List<String> list() throws IOException {
    call("list");
    return names.keySet().stream().filter(name -> !name.contains("/")).toList();
  }

  @Override
  public boolean exists(String name) throws IOException {
    call("exists " + name);
    return names.containsKey(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call("rename " + from);
    names.put(to, content(from));
    names.remove(from);
    nameChanged();
  }

  @Override
  public void delete(String name) throws IOException {
    call("delete " + name);
    if (names.remove(name) != null) {
      nameChanged();
    }
  }

  @Override
  public void forceNames() throws IOException {
    call("force names");
    durableNames = new TreeMap<>(names);
    unforcedNames.clear();
  }

  @Override
  public Closeable lock() throws IOException {
    if (locked) {
      throw new JournalLockedException(describe());
    }
    locked = true;
    return () -> locked = false;
  }

  @Override
  public long usableBytes() {
    return capacity - usedBytes();
  }

  @Override
  public long usedBytes() {
    return names.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  @Override
  public long millis() {
    return millis;
  }

  /** Lets the wall clock jump. */
  void advance(long by) {
    millis += by;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public String describe() {
    return "a simulated disk";
  }

  private final class SimulatedFile implements StorageFile {
    private final String name;
    private final Content content;

    SimulatedFile(String name, Content content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
      call("read " + name);
      int n = (int) Math.max(0, Math.min(into.remaining(), content.bytes.length - offset));
      if (n > 0) {
        into.put(content.bytes, (int) offset, n);
      }
      return n;
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
      call("write " + name);
      if (offset + from.remaining() > content.bytes.length && usableBytes() < from.remaining()) {
        throw new IOException("No space left on device");
      }
      byte[] data = new byte[from.remaining()];
      from.get(data);
      content.write(offset, data);
    }

    @Override
    public void force() throws IOException {
      call("force " + name);
      content.force();
    }

    @Override
    public long size() throws IOException {
      call("size " + name);
      return content.bytes.length;
    }

    @Override
    public void truncate(long size) throws IOException {
      call("truncate " + name);
      content.bytes = Arrays.copyOf(content.bytes, (int) size);
    }

    @Override
    public void close() {}
  }
}
