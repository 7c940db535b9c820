package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version of the program does with the data of a later one. */
class JournalVersionTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.standard().withSegmentBytes(256 * 1024).withDiskReserveBytes(0);
  private static final int CHECKSUM_AT = 88;

  @TempDir Path folder;
  private Path segment = Path.of("");

  @BeforeEach
  void record() throws IOException {
    segment = folder.resolve(SegmentHeader.fileName(1));
    try (Journal journal = open()) {
      byte[] payload = "from the future".getBytes(UTF_8);
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1);
      journal.awaitDurable(journal.append(entry.payload(payload, 0, payload.length), 0));
    }
  }

  @Test
  void aJournalOfALaterVersionIsRefusedAndLeftAsItIs() throws IOException {
    byte[] later = withVersion(2);
    Files.write(segment, later);

    assertThatThrownBy(this::open)
        .isInstanceOf(JournalVersionException.class)
        .hasMessageContaining("segment-0000000001.qtsj was written in version 2 of the format")
        .hasMessageContaining("this one knows versions up to 1. Nothing was changed.");
    assertThat(segment).hasBinaryContent(later);
  }

  private byte[] withVersion(int version) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(8, (short) version);
    header.putInt(CHECKSUM_AT, Checksums.of(header, 0, CHECKSUM_AT, new CRC32C()));
    return bytes;
  }

  private Journal open() throws IOException {
    return Journal.open(
        new DiskStorage(folder, () -> Instant.ofEpochMilli(0), () -> 0),
        SETTINGS,
        UUID::randomUUID,
        (group, i) -> 0,
        new SilentListener());
  }
}
