package qts.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small ext4 file system of its own, in a file, mounted through a loop device. Needs root and the
 * tools {@code mkfs.ext4} and {@code mount}; where one is missing, the test that asks for it fails.
 */
public final class SmallDisk implements Closeable {
  private static final String FILLER = "filler";

  private final Path mounted;

  private SmallDisk(Path mounted) {
    this.mounted = mounted;
  }

  /** Mounts a disk of so many MiB under {@code folder}. */
  public static SmallDisk mount(Path folder, int mebibytes) throws IOException {
    Path image = folder.resolve("disk.img");
    Path mounted = Files.createDirectories(folder.resolve("disk"));
    run("truncate", "-s", mebibytes + "M", image.toString());
    run("mkfs.ext4", "-q", "-m", "0", image.toString());
    run("mount", "-o", "loop", image.toString(), mounted.toString());
    return new SmallDisk(mounted);
  }

  public Path folder() {
    return mounted;
  }

  /** Takes all room but about {@code bytes}. */
  public void fillUpTo(long bytes) throws IOException {
    long take = Files.getFileStore(mounted).getUsableSpace() - bytes;
    run("dd", "if=/dev/zero", "of=" + mounted.resolve(FILLER), "bs=64K", "count=" + take / 65_536);
  }

  /** Gives the room back that {@link #fillUpTo} took. */
  public void makeRoom() throws IOException {
    Files.delete(mounted.resolve(FILLER));
  }

  @Override
  public void close() throws IOException {
    run("umount", mounted.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            String.join(" ", command) + " ended with " + code + " (this needs root): " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
