package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of bytes that rot on a real disk while the journal is open. */
class QuarantineTest {
  private static final String SEGMENT = SegmentHeader.fileName(1);
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);

  @TempDir Path folder;
  private final List<Damage> heard = new ArrayList<>();
  private DiskStorage storage;

  @BeforeEach
  void open() throws IOException {
    storage = new DiskStorage(folder, () -> Instant.ofEpochMilli(0), () -> 0);
  }

  @Test
  void aReaderPassesOverADamagedGroupNamesItAndKeepsItsBytesOnce() throws IOException {
    try (Journal journal = journal()) {
      for (int i = 0; i < 3; i++) {
        journal.awaitDurable(append(journal, "record " + i));
      }
      int second = SegmentHeader.FRAMES_AT + lengthAt(SegmentHeader.FRAMES_AT);
      byte[] rotten = flip(second + 180);
      Damage damage = new Damage(SEGMENT, second, "the group does not match its checksum", 1, 1);
      for (int time = 0; time < 2; time++) {
        Seen seen = read(journal);
        assertThat(seen.records).containsExactly("0 record 0", "2 record 2");
        assertThat(seen.damages).containsExactly(damage);
      }

      assertThat(heard).containsExactly(damage, damage);
      String kept = SEGMENT + "." + second + ".damaged";
      assertThat(names()).containsExactly(kept, kept + ".txt");
      assertThat(Files.readAllBytes(folder.resolve("quarantine").resolve(kept)))
          .isEqualTo(Arrays.copyOfRange(rotten, second, second + lengthAt(second)));
      assertThat(folder.resolve("quarantine").resolve(kept + ".txt"))
          .hasContent(
              """
              file: segment-0000000001.qtsj
              offset: %d
              bytes: %d
              what: the group does not match its checksum
              positions that can't be read: 1 to 1
              found: 1970-01-01T00:00:00Z\
              """
                  .formatted(second, lengthAt(second)));
    }
  }

  @Test
  void theReserveOfTheDiskIsNotSpentOnCopies() throws IOException {
    Files.write(folder.resolve(SEGMENT), new byte[100]);
    DamagedBytes damaged = new DamagedBytes(new Damage(SEGMENT, 0, "rot", 0, -1), 100);
    Quarantine full = new Quarantine(storage, Long.MAX_VALUE);

    assertThatThrownBy(() -> full.keep(damaged)).hasMessageContaining("in reserve on the disk");
    assertThat(folder.resolve("quarantine")).doesNotExist();
    assertThat(new Quarantine(storage, 0).keep(damaged))
        .isEqualTo("quarantine/segment-0000000001.qtsj.0.damaged");
  }

  @Test
  void aCopyThatWasInterruptedIsMadeAgain() throws IOException {
    Files.write(folder.resolve(SEGMENT), "some bytes".getBytes(UTF_8));
    Path quarantine = Files.createDirectory(folder.resolve("quarantine"));
    Files.writeString(quarantine.resolve(SEGMENT + ".5.damaged.new"), "by");
    new Quarantine(storage, 0).keep(new DamagedBytes(new Damage(SEGMENT, 5, "rot", 0, -1), 100));

    assertThat(quarantine.resolve(SEGMENT + ".5.damaged")).hasContent("bytes");
    assertThat(names()).hasSize(2);
  }

  @Test
  void damageIsToldAlsoWhereItsBytesCannotBeKept() throws IOException {
    List<String> told = new ArrayList<>();
    JournalListener listener =
        new SilentListener() {
          @Override
          public void onWarning(String what) {
            told.add(what);
          }
        };
    DamagedBytes damaged = new DamagedBytes(new Damage("gone", 0, "rot", 0, -1), 100);
    new Quarantine(storage, 0).telling(listener).accept(damaged);

    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("damaged bytes could not be copied to the quarantine: ")
        .endsWith("gone");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("quarantine"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private int lengthAt(int frame) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(SEGMENT));
    return (bytes[frame + 8] & 255) | (bytes[frame + 9] & 255) << 8;
  }

  private byte[] flip(int at) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(SEGMENT));
    bytes[at] ^= 1;
    Files.write(folder.resolve(SEGMENT), bytes);
    return bytes;
  }

  private static long append(Journal journal, String text) throws IOException {
    byte[] payload = text.getBytes(UTF_8);
    Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
    return journal.append(entry.payload(payload, 0, payload.length), 0);
  }

  private static Seen read(Journal journal) throws IOException {
    Seen seen = new Seen();
    try (JournalReader reader = journal.reader()) {
      reader.forward(ReadRange.everything(), seen);
    }
    return seen;
  }

  private Journal journal() throws IOException {
    return Journal.open(
        storage,
        SETTINGS,
        UUID::randomUUID,
        (group, i) -> 0,
        new SilentListener() {
          @Override
          public void onDamage(Damage damage) {
            heard.add(damage);
          }
        });
  }

  private static final class Seen implements RecordVisitor {
    private final List<String> records = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();

    @Override
    public boolean onRecord(Group group, int i) {
      records.add(group.position(i) + " " + new String(group.payload(i), UTF_8));
      return true;
    }

    @Override
    public void onDamage(Damage damage) {
      damages.add(damage);
    }
  }
}
