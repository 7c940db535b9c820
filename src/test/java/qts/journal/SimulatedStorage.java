package qts.journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can lose its power: what was written but not forced may be there
 * afterwards, or not, or in part, sector by sector and in any order; names that were not forced may
 * be the old ones. Any call can be made to fail. Everything depends on the seed and the calls
 * alone.
 */
final class SimulatedStorage implements Storage {
  private final Random random;
  private long capacity;
  private Map<String, SimulatedContent> names = new TreeMap<>();
  private Map<String, SimulatedContent> durableNames = new TreeMap<>();
  private final List<Map<String, SimulatedContent>> unforcedNames = new ArrayList<>();
  private long millis = 1_768_089_792_000L;
  private long nanos;
  private boolean locked;
  private Fault fault = Fault.EIO;
  private int calls;
  private int openFiles;
  private int callsToFault;
  private boolean faultStays;
  private boolean struck;
  private boolean forcedAgain;
  private String refused = "";
  private String unclosable = "";
  private @Nullable SimulatedContent spoilt;

  /** Seeds for a few tries: those of small numbers all begin with the same chance. */
  static LongStream seeds() {
    return LongStream.of(
        700_001, 700_002, 800_003, 800_004, 900_005, 900_006, 1_000_007, 1_000_008);
  }

  SimulatedStorage(long seed, long capacity) {
    this.random = new Random(seed);
    this.capacity = capacity;
  }

  /**
   * Of the calls from now on that {@code fault} can strike, the {@code n}-th fails, and all after
   * it when {@code forEver}.
   */
  void failAt(int n, Fault fault, boolean forEver) {
    this.fault = fault;
    this.callsToFault = n;
    this.faultStays = forEver;
    this.struck = false;
  }

  /** As {@link #failAt(int, Fault, boolean)}, by EIO, which strikes any call. */
  void failAt(int n, boolean forEver) {
    failAt(n, Fault.EIO, forEver);
  }

  /** How many calls were made so far. */
  int calls() {
    return calls;
  }

  /** How many files are open. */
  int openFiles() {
    return openFiles;
  }

  /** Whether the fault that was asked for has happened. */
  boolean wasStruck() {
    return struck;
  }

  void healthy() {
    callsToFault = 0;
    faultStays = false;
  }

  /** Changes how much the disk can hold; what it holds stays. */
  void resize(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Whether any file was forced again by the process that saw forcing it fail: it proves nothing.
   */
  boolean wasForcedAgain() {
    return forcedAgain;
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

  /** The process ends; what it wrote is there, unless the disk had refused it. */
  void killProcess() {
    if (random.nextBoolean()) {
      names.values().forEach(SimulatedContent::dropCache);
    }
    restart();
  }

  private void restart() {
    locked = false;
    openFiles = 0;
    healthy();
    names.values().forEach(SimulatedContent::forgetFailure);
    millis += 1_000;
  }

  /** Any file's bytes, to be looked at or damaged. */
  byte[] bytes(String name) throws IOException {
    return content(name).bytes();
  }

  void replace(String name, byte[] bytes) {
    SimulatedContent content = SimulatedContent.of(bytes);
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
    names.forEach((name, content) -> image.put(name, content.bytes().clone()));
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

  private void call(DiskCall call, String what) throws IOException {
    if (strikes(call)) {
      throw error(call, what);
    }
  }

  private IOException error(DiskCall call, String what) {
    return new IOException(fault.message() + " (simulated, " + call + " " + what + ")");
  }

  private boolean strikes(DiskCall call) {
    nanos += 1_000;
    calls++;
    if (callsToFault == 0 || !fault.strikes(call) || --callsToFault > 0) {
      return false;
    }
    callsToFault = faultStays ? 1 : 0;
    struck = true;
    return true;
  }

  private void nameChanged() {
    unforcedNames.add(new TreeMap<>(names));
  }

  private SimulatedContent content(String name) throws IOException {
    SimulatedContent content = names.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content;
  }

  @Override
  public StorageFile open(String name, Mode mode) throws IOException {
    call(mode == Mode.CREATE ? DiskCall.CREATE : DiskCall.OPEN, name);
    if (mode == Mode.CREATE) {
      create(name);
    }
    StorageFile file = new SimulatedFile(name, content(name));
    openFiles++;
    return file;
  }

  /** From now on no file of this name can be made, as where a limit of the system is met. */
  void refuse(String name) {
    refused = name;
  }

  /** From now on this file can't be read, as one with a bad sector. */
  void spoil(String name) {
    spoilt = names.get(name);
  }

  /** From now on closing a file of this name fails. */
  void refuseToClose(String name) {
    unclosable = name;
  }

  private void create(String name) throws IOException {
    if (name.equals(refused)) {
      throw new IOException(Fault.ENOSPC.message() + " (simulated, making " + name + ")");
    }
    if (names.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    SimulatedContent content = new SimulatedContent();
    names.put(name, content);
    nameChanged();
  }

  @Override
  public List<String> list() throws IOException {
    call(DiskCall.LIST, "");
    return names.keySet().stream().filter(name -> !name.contains("/")).toList();
  }

  @Override
  public boolean exists(String name) throws IOException {
    call(DiskCall.EXISTS, name);
    return names.containsKey(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call(DiskCall.RENAME, from);
    names.put(to, content(from));
    names.remove(from);
    nameChanged();
  }

  @Override
  public void delete(String name) throws IOException {
    call(DiskCall.DELETE, name);
    if (names.remove(name) != null) {
      nameChanged();
    }
  }

  @Override
  public void forceNames() throws IOException {
    call(DiskCall.FORCE_NAMES, "");
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
  public boolean isLocked() {
    return locked;
  }

  @Override
  public long usableBytes() throws IOException {
    call(DiskCall.USABLE_BYTES, "");
    return Math.max(0, freeBytes());
  }

  @Override
  public long usedBytes() throws IOException {
    call(DiskCall.USED_BYTES, "");
    return heldBytes();
  }

  private long freeBytes() {
    return capacity - heldBytes();
  }

  private long heldBytes() {
    long held = 0;
    for (SimulatedContent content : names.values()) {
      held += content.size();
    }
    return held;
  }

  @Override
  public long millis() {
    return millis;
  }

  /** Lets the wall clock jump. */
  void advance(long by) {
    millis += by;
  }

  /** Lets the monotonic clock go on. */
  void pass(long by) {
    nanos += by;
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
    private final SimulatedContent content;
    private boolean closed;

    SimulatedFile(String name, SimulatedContent content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public int read(ByteBuffer into, long offset) throws IOException {
      call(DiskCall.READ, name);
      if (content == spoilt) {
        throw new IOException(Fault.EIO.message() + " (simulated, reading " + name + ")");
      }
      int n = (int) Math.max(0, Math.min(into.remaining(), content.size() - offset));
      if (n > 0) {
        into.put(content.bytes(), (int) offset, n);
      }
      return n;
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
      boolean fails = strikes(DiskCall.WRITE);
      int wanted = from.remaining();
      int room = (int) Math.min(wanted, Math.max(0, content.size() + freeBytes() - offset));
      int written = !fails ? room : fault == Fault.SHORT_WRITE ? room / 2 : 0;
      byte[] data = new byte[written];
      from.get(data);
      if (written > 0) {
        content.write((int) offset, data);
      }
      if (fails) {
        throw error(DiskCall.WRITE, name);
      }
      if (written < wanted) {
        throw new IOException(Fault.ENOSPC.message() + " (simulated, writing " + name + ")");
      }
    }

    @Override
    public void force() throws IOException {
      forcedAgain |= content.forceFailed();
      if (strikes(DiskCall.FORCE)) {
        content.failForce(random);
        throw error(DiskCall.FORCE, name);
      }
      content.force();
    }

    @Override
    public long size() throws IOException {
      call(DiskCall.SIZE, name);
      return content.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      call(DiskCall.TRUNCATE, name);
      content.truncate((int) size);
    }

    @Override
    public void close() throws IOException {
      if (name.equals(unclosable)) {
        throw new IOException(Fault.EIO.message() + " (simulated, closing " + name + ")");
      }
      openFiles -= closed ? 0 : 1;
      closed = true;
    }
  }
}
