package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which bytes are the header of a frame, and when the frame is whole. */
class FrameHeaderTest {
  private static final int BODY_BYTES = 13;
  private static final int AT = 24;

  private final FrameHeader header =
      new FrameHeader(
          FrameHeader.Type.GROUP,
          FrameHeader.Codec.ZSTD,
          FrameHeader.frameLength(BODY_BYTES),
          BODY_BYTES,
          40,
          3,
          70,
          66,
          -5,
          6,
          7,
          8,
          9,
          10,
          11,
          12,
          Hash.of(new byte[] {1}),
          Hash.of(new byte[] {2}));

  @Test
  void whatWasWrittenIsRead() {
    assertThat(read(frame())).isEqualTo(header);
    assertThat(header.lastPosition()).isEqualTo(72);
    assertThat(header.frameLength()).isEqualTo(172 + 13 + 7 + 16);
    assertThat(FrameHeader.frameLength(4)).isEqualTo(176 + 16);
    assertThat(FrameHeader.frameLength(5)).isEqualTo(184 + 16);
  }

  @Test
  void numbersThatCannotBeAreRefusedAlthoughTheChecksumHolds() {
    List<Consumer<ByteBuffer>> forgeries =
        List.of(
            b -> b.putInt(AT, 7),
            b -> b.put(AT + 4, (byte) 2),
            b -> b.put(AT + 5, (byte) 3),
            b -> b.put(AT + 6, (byte) 2),
            b -> b.putInt(AT + 8, header.frameLength() + 8),
            b -> b.putInt(AT + 12, -1),
            b -> b.putInt(AT + 12, (16 << 20) + 1).putInt(AT + 8, length((16 << 20) + 1)),
            b -> b.putInt(AT + 16, -1),
            b -> b.putInt(AT + 16, (64 << 20) + 1),
            b -> b.putInt(AT + 20, -1),
            b -> b.putInt(AT + 20, 16_385),
            b -> b.putLong(AT + 24, -1));
    for (Consumer<ByteBuffer> forgery : forgeries) {
      assertThat(read(forged(forgery))).as("forgery %d", forgeries.indexOf(forgery)).isNull();
    }
  }

  @Test
  void numbersAtTheLimitsAreTaken() {
    List<Consumer<ByteBuffer>> extremes =
        List.of(
            b -> b.putInt(AT + 12, 16 << 20).putInt(AT + 8, length(16 << 20)),
            b -> b.putInt(AT + 12, 0).putInt(AT + 8, length(0)),
            b -> b.putInt(AT + 16, 64 << 20),
            b -> b.putInt(AT + 16, 0),
            b -> b.putInt(AT + 20, 16_384),
            b -> b.putInt(AT + 20, 0),
            b -> b.putLong(AT + 24, 0),
            b -> b.put(AT + 5, (byte) 2).put(AT + 6, (byte) 0));
    for (Consumer<ByteBuffer> extreme : extremes) {
      assertThat(read(forged(extreme))).as("extreme %d", extremes.indexOf(extreme)).isNotNull();
    }
  }

  @Test
  void everyFlippedBitOfTheHeaderIsNoticed() {
    for (int bit = 0; bit < 8 * FrameHeader.BYTES; bit++) {
      ByteBuffer b = frame();
      b.put(AT + bit / 8, (byte) (b.get(AT + bit / 8) ^ 1 << bit % 8));
      assertThat(read(b)).as("bit %d", bit).isNull();
    }
  }

  @Test
  void aHeaderThatIsNotAllThereIsNone() {
    ByteBuffer b = frame();
    assertThat(read(b.limit(AT + FrameHeader.BYTES - 1))).isNull();
    assertThat(read(b.limit(AT + FrameHeader.BYTES))).isEqualTo(header);
  }

  @Test
  void everyFlippedBitBehindTheHeaderMakesTheFrameIncomplete() {
    CRC32C crc = new CRC32C();
    assertThat(header.isCommitted(frame(), AT, crc)).isTrue();
    for (int at = FrameHeader.BYTES; at < header.frameLength(); at++) {
      ByteBuffer b = frame();
      b.put(AT + at, (byte) (b.get(AT + at) ^ 1 << at % 8));
      assertThat(header.isCommitted(b, AT, crc)).as("byte %d", at).isFalse();
    }
  }

  private ByteBuffer frame() {
    ByteBuffer b = ByteBuffer.allocate(AT + header.frameLength()).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    header.write(b.position(AT), crc);
    b.position(AT + header.frameLength() - FrameHeader.TRAILER_BYTES);
    header.writeTrailer(b, AT, crc);
    return b.flip();
  }

  private ByteBuffer forged(Consumer<ByteBuffer> forgery) {
    ByteBuffer b = frame();
    forgery.accept(b);
    int end = AT + FrameHeader.BYTES - 4;
    return b.putInt(end, Checksums.of(b, AT, end, new CRC32C()));
  }

  private static int length(int bodyLength) {
    return FrameHeader.frameLength(bodyLength);
  }

  private static @Nullable FrameHeader read(ByteBuffer b) {
    return FrameHeader.read(b, AT, new CRC32C());
  }
}
