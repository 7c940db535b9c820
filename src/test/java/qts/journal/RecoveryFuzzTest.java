package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Opens and reads a journal whose files were changed at will, also with checksums that fit the
 * changed bytes: what is read back was offered, and nothing but an {@link IOException} refuses.
 * What is missing is told wherever one file alone was changed, by accident.
 */
class RecoveryFuzzTest {
  private static final JournalSettings SETTINGS =
      new JournalSettings(256 * 1024, 86_400_000, 16 * 1024, 5, 1_000, new DiskLimits(0, 0, 0, 0));
  private static final int RECORDS = 60;

  private final SimulatedStorage disk = new SimulatedStorage(1, 64 << 20);
  private final Map<String, byte[]> image;
  private final List<String> files;

  RecoveryFuzzTest() throws IOException {
    Journal journal = open();
    Entry entry = new Entry();
    for (int i = 0; i < RECORDS; i++) {
      if (i % 10 == 0) {
        journal.step();
      }
      byte[] payload = payload(i);
      entry.of(RecordKind.SNAPSHOT, "s@1", i, i, i, i).payload(payload, 0, payload.length);
      journal.append(entry, i + 1);
    }
    journal.closeStepped();
    image = disk.image();
    files = image.keySet().stream().sorted().toList();
  }

  @FuzzTest(maxDuration = "10m")
  void changedFilesAreReadOrRefused(FuzzedDataProvider data) throws IOException {
    disk.load(image);
    Set<String> damaged = new HashSet<>();
    boolean forged = false;
    for (int changes = data.consumeInt(1, 4); changes > 0; changes--) {
      String file = data.pickValue(files);
      byte[] changed = disk.bytes(file).clone();
      forged |= change(changed, data);
      disk.replace(
          file,
          data.consumeProbabilityDouble() < 0.1
              ? Arrays.copyOf(changed, data.consumeInt(0, changed.length + 64))
              : changed);
      damaged.add(file);
    }
    try {
      check(damaged.size() == 1 && !forged);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  /** Overwrites some bytes; true when the checksum of a frame header was made to fit. */
  private static boolean change(byte[] bytes, FuzzedDataProvider data) {
    if (bytes.length == 0) {
      return false;
    }
    int at = data.consumeInt(0, Math.min(bytes.length, 16 << 10) - 1);
    byte[] patch = data.consumeBytes(64);
    System.arraycopy(patch, 0, bytes, at, Math.min(patch.length, bytes.length - at));
    boolean fit = data.consumeBoolean();
    int frame = SegmentHeader.FRAMES_AT;
    if (fit && bytes.length > frame + FrameHeader.BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, frame, FrameHeader.BYTES - 4);
      int sum = (int) crc.getValue();
      for (int i = 0; i < 4; i++) {
        bytes[frame + FrameHeader.BYTES - 4 + i] = (byte) (sum >>> (8 * i));
      }
    }
    return fit;
  }

  private void check(boolean toldOf) throws IOException {
    Map<Long, String> read = new TreeMap<>();
    List<Damage> told = new ArrayList<>();
    Journal journal = open();
    told.addAll(journal.recovery().damages());
    try (JournalReader reader = journal.reader()) {
      reader.forward(ReadRange.everything(), into(read, told));
    }
    read.forEach(
        (position, payload) -> assertThat(payload).isEqualTo(new String(payload(position), UTF_8)));
    int missing = RECORDS - read.size();
    long lost = told.stream().mapToLong(Damage::lost).sum();
    if (toldOf) {
      assertThat(missing)
          .as("missing, of which was told: %s", told)
          .isLessThanOrEqualTo((int) lost);
    }
  }

  private static RecordVisitor into(Map<Long, String> read, List<Damage> told) {
    return new RecordVisitor() {
      @Override
      public boolean onRecord(Group group, int i) {
        read.put(group.position(i), new String(group.payload(i), UTF_8));
        return true;
      }

      @Override
      public void onDamage(Damage damage) {
        told.add(damage);
      }
    };
  }

  private Journal open() throws IOException {
    return Journal.openStepped(
        disk, SETTINGS, () -> new UUID(1, 1), (g, i) -> 0, new SilentListener());
  }

  private static byte[] payload(long i) {
    return ("record " + i + " " + Long.toHexString(i * 0x9E3779B97F4A7C15L)).getBytes(UTF_8);
  }
}
