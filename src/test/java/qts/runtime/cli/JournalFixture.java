package qts.runtime.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import qts.journal.JournalSettings;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;

/** A data folder with a journal of small segments, and ways to spoil it. */
final class JournalFixture {
  static final long T0 = 1_768_089_792_417L;
  private static final int FRAMES_AT = 4096;

  private final Path dataFolder;

  JournalFixture(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  Path dataFolder() {
    return dataFolder;
  }

  Path folder() {
    return Recorder.journalFolder(dataFolder);
  }

  Path file(String name) {
    return folder().resolve(name);
  }

  Recorder open() throws IOException {
    RecorderSettings standard = RecorderSettings.in(folder());
    RecorderSettings settings =
        new RecorderSettings(
            folder(),
            JournalSettings.standard().withSegmentBytes(256 << 10),
            standard.pipeline(),
            standard.guard(),
            standard.maxSnapshotBytes());
    Recorder recorder =
        Recorder.open(
            settings,
            failure -> {
              throw new AssertionError(failure);
            });
    recorder.journal().awaitDurable(0);
    return recorder;
  }

  /** Records snapshots, each in a group of its own, until there are {@code segments}. */
  JournalFixture fill(int segments) throws IOException {
    try (Recorder recorder = open()) {
      for (int i = 0; segments() < segments; i++) {
        recorder.record(snapshot(i));
      }
      recorder.record(TestSnapshots.bytes("ETH", 1_000_000, T0, "3000"));
    }
    return this;
  }

  /** About 20 KiB that don't compress well. */
  static byte[] snapshot(int number) {
    var random = new java.util.Random(number);
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 1_300; i++) {
      noise.append(Long.toHexString(random.nextLong()));
    }
    String line = TestSnapshots.line("BTC", number, T0 + number, "71000.10");
    return line.replace("\"state\":{}", "\"state\":{\"noise\":\"" + noise + "\"}")
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private long segments() throws IOException {
    return names().stream().filter(name -> name.endsWith(".qtsj")).count();
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** Flips a bit inside the body of a group, counted from 0. */
  void damageGroup(String segment, int number) throws IOException {
    flip(segment, groupAt(segment, number) + 200);
  }

  int groupAt(String segment, int number) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file(segment))).order(ByteOrder.LITTLE_ENDIAN);
    int at = FRAMES_AT;
    for (int i = 0; i < number; i++) {
      at += bytes.getInt(at + 8);
    }
    return at;
  }

  void flip(String name, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file(name));
    bytes[at] ^= 1;
    Files.write(file(name), bytes);
  }

  /** The contents of all files, by their names, quarantine left out. */
  List<String> image() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.naturalOrder())
          .map(JournalFixture::described)
          .toList();
    }
  }

  private static String described(Path file) {
    try {
      return file.getFileName() + " " + java.util.Arrays.hashCode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
