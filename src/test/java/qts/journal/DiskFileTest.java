package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a system that does less than it is asked to, and a folder that is not what it was. */
class DiskFileTest {
  @TempDir Path folder;

  @Test
  void whatTheSystemDidNotWriteAtOnceIsWrittenNext() throws IOException {
    try (FileChannel real = open();
        DiskFile file = new DiskFile(folder, new StingyChannel(real, 3))) {
      file.write(ByteBuffer.wrap("0123456789".getBytes(UTF_8)), 2);
      file.force();
      assertThat(Files.readString(folder.resolve("file"))).isEqualTo("\0\0" + "0123456789");
    }
  }

  @Test
  void whatTheSystemDidNotReadAtOnceIsReadNext() throws IOException {
    try (FileChannel real = open();
        DiskFile file = new DiskFile(folder, new StingyChannel(real, 3))) {
      file.write(ByteBuffer.wrap("0123456789".getBytes(UTF_8)), 0);
      ByteBuffer into = ByteBuffer.allocate(20);

      assertThat(file.read(into, 4)).isEqualTo(6);
      assertThat(new String(into.array(), 0, 6, UTF_8)).isEqualTo("456789");
      assertThat(file.read(ByteBuffer.allocate(2), 4)).isEqualTo(2);
      assertThat(file.read(ByteBuffer.allocate(2), 10)).isZero();
      assertThat(file.read(ByteBuffer.allocate(2), 99)).isZero();
    }
  }

  @Test
  void manyBytesGoInPieces() throws IOException {
    byte[] bytes = new byte[(3 << 20) + 5];
    new Random(1).nextBytes(bytes);
    try (FileChannel real = open();
        StingyChannel channel = new StingyChannel(real, Integer.MAX_VALUE);
        DiskFile file = new DiskFile(folder, channel)) {
      file.write(ByteBuffer.wrap(bytes), 7);
      ByteBuffer read = ByteBuffer.allocate(bytes.length + 1);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length);

      assertThat(file.read(read, 7)).isEqualTo(bytes.length);
      assertThat(file.read(direct, 7)).isEqualTo(bytes.length);
      assertThat(read.flip()).isEqualTo(ByteBuffer.wrap(bytes));
      assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(bytes));
      assertThat(channel.mostOfTheHeap()).isEqualTo(1 << 20);
    }
  }

  @Test
  void aSystemThatWritesNothingIsNotAskedForEver() throws IOException {
    try (FileChannel real = open();
        DiskFile file = new DiskFile(folder, new StingyChannel(real, 0))) {
      assertThatExceptionOfType(EOFException.class)
          .isThrownBy(() -> file.write(ByteBuffer.allocate(1), 0))
          .withMessage("the system wrote nothing to " + folder);
      file.write(ByteBuffer.allocate(0), 0);
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void theSizeOfAFolderIsThatOfAllItsFiles() throws IOException {
    DiskStorage storage = storage(folder.resolve("journal"));
    assertThat(storage.usedBytes()).isZero();
    try (StorageFile file = storage.open("one", Storage.Mode.CREATE);
        StorageFile other = storage.open("quarantine/two", Storage.Mode.CREATE)) {
      file.write(ByteBuffer.allocate(100), 0);
      other.write(ByteBuffer.allocate(30), 0);
      file.truncate(90);
    }
    assertThat(storage.usedBytes()).isEqualTo(120);
    assertThat(storage.list()).containsExactly("one");
  }

  @Test
  void filesThatGoAwayWhileTheyAreCountedAreNotCounted() throws IOException {
    DiskStorage storage = storage(folder.resolve("journal"));
    Files.delete(folder.resolve("journal"));

    assertThat(storage.usedBytes()).isZero();
  }

  @Test
  void whatCannotBeCountedIsToldAndNotTakenForNothing() throws IOException {
    DiskStorage storage = storage(folder.resolve("disk").resolve("journal"));
    Files.delete(folder.resolve("disk").resolve("journal"));
    Files.delete(folder.resolve("disk"));
    Files.createSymbolicLink(folder.resolve("disk"), folder.resolve("disk"));

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(storage::usedBytes)
        .withMessageContaining("symbolic link");
  }

  @Test
  void filesAreReplacedAndDeletedByName() throws IOException {
    DiskStorage storage = storage(folder);
    Files.writeString(folder.resolve("one"), "1");
    Files.writeString(folder.resolve("two"), "2");
    storage.rename("one", "two");
    storage.delete("one");
    storage.forceNames();

    assertThat(Files.readString(folder.resolve("two"))).isEqualTo("1");
    assertThat(storage.exists("one")).isFalse();
    assertThat(storage.exists("two")).isTrue();
    storage.delete("two");
    assertThat(storage.list()).isEmpty();
    assertThat(storage.describe()).isEqualTo(folder.toString());
    assertThat(storage.millis()).isEqualTo(7);
    assertThat(storage.nanos()).isEqualTo(8);
  }

  private static DiskStorage storage(Path path) throws IOException {
    return new DiskStorage(path, () -> Instant.ofEpochMilli(7), () -> 8);
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(
        folder.resolve("file"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }
}
