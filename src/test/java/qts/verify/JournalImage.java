package qts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import qts.DamageTally;

/** The files of a journal that is damaged, verified and put right again, over and over. */
final class JournalImage {
  private final Path folder;
  private final DamageTally tally;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, NavigableSet<Long>> units = new TreeMap<>();

  JournalImage(Path folder, DamageTally tally) throws IOException {
    this.folder = folder;
    this.tally = tally;
    for (Path file : all()) {
      files.put(name(file), Files.readAllBytes(file));
    }
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  byte[] bytes(String file) {
    byte[] bytes = files.get(file);
    assertThat(bytes).as(file).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }

  /** Where the last frame of a segment ends. */
  int end(String segment) {
    return Math.toIntExact(units(segment).last());
  }

  /** Where the header and the frames of a segment begin, and where the last one ends. */
  private NavigableSet<Long> units(String segment) {
    return units.computeIfAbsent(
        segment,
        name -> {
          ByteBuffer b = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
          NavigableSet<Long> begins = new TreeSet<>();
          begins.add(0L);
          int at = SegmentHead.FRAMES_AT;
          begins.add((long) at);
          while (at + FrameHead.BYTES < b.capacity() && b.getInt(at) != 0) {
            at += b.getInt(at + 8);
            begins.add((long) at);
          }
          return begins;
        });
  }

  /** Where the header or frame begins in which byte {@code at} of a segment lies. */
  long unit(String segment, long at) {
    Long begin = units(segment).floor(at);
    return begin == null ? 0 : begin;
  }

  /** Verifies the files as they are now. */
  Findings verify() throws IOException {
    tally.count();
    return new JournalVerifier(JournalFolder.at(folder), false, 1, Progress.NONE)
        .run(GroupSink.NONE)
        .findings();
  }

  /** Overwrites a part of a file. */
  void overwrite(String file, long at, byte... bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), at);
    }
  }

  void cut(String file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(file), StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  void replace(String file, byte[] bytes) throws IOException {
    Files.write(folder.resolve(file), bytes);
  }

  void remove(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  /** Puts a part of a file back as it was. */
  void restore(String file, int from, int to) throws IOException {
    overwrite(file, from, Arrays.copyOfRange(bytes(file), from, to));
  }

  /** Puts all files back as they were. */
  void restore() throws IOException {
    for (Path file : all()) {
      if (!files.containsKey(name(file))) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.exists(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        Files.write(path, file.getValue());
      }
    }
  }
}
