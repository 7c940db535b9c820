package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of many sizes, written number by number. */
class PieceWriterTest {
  private static final int PIECE_BYTES = 1 << 20;
  private static final int NUMBER_BYTES = 12;

  private final SimulatedStorage disk = new SimulatedStorage(1, 8 << 20);

  /** None; one; as many as fill a piece with the checksum and not; several pieces. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        (PIECE_BYTES - 4) / NUMBER_BYTES,
        PIECE_BYTES / NUMBER_BYTES + 1,
        3 * PIECE_BYTES / NUMBER_BYTES
      })
  void theFileHasEachNumberAndTheChecksumOfAll(int numbers) throws IOException {
    int size = NUMBER_BYTES * numbers + PieceWriter.CHECKSUM_BYTES;
    try (StorageFile file = disk.open("file", Storage.Mode.CREATE)) {
      PieceWriter pieces = new PieceWriter(file, size);
      for (int i = 0; i < numbers; i++) {
        pieces.room(NUMBER_BYTES).putLong(i).putInt(~i);
      }
      pieces.end();
    }

    byte[] bytes = disk.bytes("file");
    assertThat(bytes).hasSize(size);
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < numbers; i++) {
      if (b.getLong() != i || b.getInt() != ~i) {
        throw new AssertionError("number " + i + " is another");
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(Arrays.copyOf(bytes, size - PieceWriter.CHECKSUM_BYTES));
    assertThat(b.getInt()).isEqualTo((int) crc.getValue());
  }
}
