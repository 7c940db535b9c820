package qts.runtime.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import qts.journal.JournalTree;
import qts.runtime.files.WholeFile;

/**
 * What is kept beside the journal: its checkpoints, in a file for each segment that was the newest
 * when they were made, and where the tree stood. Used by one thread at a time.
 */
final class KeptCheckpoints {
  private static final String TREE = "tree";
  private static final long MAGIC = 0x454552544A535451L;
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 48;
  private static final int HASH_BYTES = 32;
  private static final String SIGNATURE = "\n— ";

  private final Path folder;
  private final UUID journalId;
  private long openSegment = -1;
  private long end;

  KeptCheckpoints(Path journalFolder, UUID journalId) {
    this.folder = folder(journalFolder);
    this.journalId = journalId;
  }

  private static Path folder(Path journalFolder) {
    return journalFolder.resolve("checkpoints");
  }

  /** The files with the checkpoints that are kept beside a journal, the oldest first. */
  static List<Path> beside(Path journalFolder) throws IOException {
    return files(folder(journalFolder));
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  /** Adds a checkpoint and syncs it; one that an earlier process left incomplete is cut off. */
  void append(String note, long segment) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("segment-%010d.txt".formatted(segment));
    if (segment != openSegment) {
      end = Files.exists(file) ? endOfLast(Files.readAllBytes(file)) : 0;
      openSegment = segment;
    }
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      channel.truncate(end);
      byte[] bytes = (note + "\n").getBytes(UTF_8);
      WholeFile.writeAt(channel, end, bytes);
      end += bytes.length;
    }
    WholeFile.forceNames(folder);
  }

  /** Where the last whole checkpoint ends, bytes: behind the empty line below its signature. */
  private static long endOfLast(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int signature = text.lastIndexOf(SIGNATURE);
    int after = signature < 0 ? -1 : text.indexOf("\n\n", signature + 1);
    if (signature >= 0 && after < 0) {
      signature = text.lastIndexOf(SIGNATURE, signature - 1);
      after = signature < 0 ? -1 : text.indexOf("\n\n", signature + 1);
    }
    return after < 0 ? 0 : text.substring(0, after + 2).getBytes(UTF_8).length;
  }

  /** Keeps where the tree stands. */
  void save(JournalTree.Standing standing) throws IOException {
    Files.createDirectories(folder);
    WholeFile.replace(folder.resolve(TREE), bytes(standing).array());
  }

  private ByteBuffer bytes(JournalTree.Standing standing) {
    byte[] subtrees = standing.subtrees();
    ByteBuffer b = buffer(HEAD_BYTES + subtrees.length + 4);
    b.putLong(MAGIC).putInt(VERSION).putInt(subtrees.length / HASH_BYTES);
    b.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
    b.putLong(standing.groups()).putLong(standing.nextPosition()).put(subtrees);
    return b.putInt(checksum(b)).flip();
  }

  /**
   * Where the tree stood; empty when that is not known, not of this journal, or not what one of the
   * kept checkpoints says that {@code key} signed: nothing is signed that rests on a file anybody
   * may have written.
   */
  Optional<JournalTree.Standing> load(SigningKey key) throws IOException {
    Optional<JournalTree.Standing> standing = load();
    return standing.isPresent() && isSigned(standing.get(), key) ? standing : Optional.empty();
  }

  /** Reads a file at a time, the newest first: that of the tree is among the last checkpoints. */
  private boolean isSigned(JournalTree.Standing standing, SigningKey key) throws IOException {
    String begin = CheckpointText.begin(key, journalId, standing);
    for (Path file : files(folder).reversed()) {
      boolean signed =
          MadeCheckpoint.in(file).stream()
              .map(MadeCheckpoint::note)
              .anyMatch(note -> note.startsWith(begin) && key.signed(note));
      if (signed) {
        return true;
      }
    }
    return false;
  }

  private Optional<JournalTree.Standing> load() throws IOException {
    Path file = folder.resolve(TREE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return isWhole(b) && isOfThisJournal(b) ? Optional.of(standing(b)) : Optional.empty();
  }

  private static boolean isWhole(ByteBuffer b) {
    int size = b.capacity();
    return size >= HEAD_BYTES + 4
        && b.getLong(0) == MAGIC
        && b.getInt(8) == VERSION
        && size == HEAD_BYTES + b.getInt(12) * HASH_BYTES + 4
        && b.getInt(12) == Long.bitCount(b.getLong(32))
        && b.getLong(32) >= 0
        && b.getLong(40) >= b.getLong(32)
        && b.getInt(size - 4) == checksum(b.position(size - 4));
  }

  private boolean isOfThisJournal(ByteBuffer b) {
    return b.getLong(16) == journalId.getMostSignificantBits()
        && b.getLong(24) == journalId.getLeastSignificantBits();
  }

  private static JournalTree.Standing standing(ByteBuffer b) {
    byte[] subtrees = new byte[b.getInt(12) * HASH_BYTES];
    b.get(HEAD_BYTES, subtrees);
    return new JournalTree.Standing(b.getLong(32), b.getLong(40), subtrees);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Over everything before the buffer's position. */
  private static int checksum(ByteBuffer b) {
    CRC32C crc = new CRC32C();
    crc.update(b.duplicate().flip());
    return (int) crc.getValue();
  }
}
