package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a group has room for, and what it keeps of a large record. */
class GroupBufferTest {
  private static final int MAX_BYTES = 64 << 10;

  private final GroupBuffer buffer = new GroupBuffer(MAX_BYTES);

  @Test
  void aGroupIsFullByBytes() {
    assertThat(List.of(buffer.isEmpty(), buffer.hasRoomFor(9 << 20))).containsOnly(true);
    add(MAX_BYTES - 10);
    assertThat(List.of(buffer.hasRoomFor(10), buffer.hasRoomFor(11), buffer.isEmpty()))
        .containsExactly(true, false, false);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "1024, 64", "262144, 16384", "2097152, 16384"})
  void aSmallGroupTakesFewerRecordsHoweverSmall(int maxBytes, int records) {
    GroupBuffer small = new GroupBuffer(maxBytes);
    for (int i = 0; i < records; i++) {
      assertThat(small.hasRoomFor(0)).isTrue();
      small.add(entry(1), 1, 0);
    }
    assertThat(small.hasRoomFor(0)).isFalse();
  }

  @Test
  void theRoomOfALargeRecordIsGivenBack() {
    add(1_000);
    int usual = buffer.data().length;
    buffer.clear(1);
    add(8 << 20);
    assertThat(buffer.data().length).isGreaterThan(8 << 20);
    buffer.clear(2);

    assertThat(buffer.data()).hasSize(usual);
    add(1_000);
    assertThat(buffer.payloadLength[0]).isEqualTo(1_000);
  }

  @Test
  void recordsBeyondTheUsualRoomGetHalfAsMuchMore() {
    int usual = buffer.data().length;
    while (buffer.data().length == usual) {
      add(1);
    }

    assertThat(buffer.data()).hasSize(usual + usual / 2);
    assertThat(buffer.payloadAt[buffer.count() - 1] + 1).isGreaterThan(usual);
  }

  @Test
  void aRecordTakesItsNumbersItsBytesAndAQuarterMoreAndItsStreamOnce() {
    long empty = buffer.frameBytes();
    assertThat(buffer.frameBytesWith(entry(1_000)) - empty).isEqualTo(72 + 1_250 + 12 + 1_000);
    add(1_000);
    assertThat(buffer.frameBytes() - empty).isEqualTo(72 + 1_250 + 12);
    add(1_000);
    assertThat(buffer.frameBytes() - empty).isEqualTo(2 * (72 + 1_250) + 12);
    assertThat(empty).isEqualTo(FrameHeader.frameLength(32));
  }

  @Test
  void aGroupNeverTakesMoreThanItSays() {
    try (FrameWriter writer = new FrameWriter(RecordHasher.alone())) {
      for (int size : List.of(0, 1, 1_000, 40_000)) {
        buffer.clear(0);
        assertThat(buffer.frameBytesWith(entry(size))).isGreaterThan(buffer.frameBytes());
        add(size);
        writer.encode(buffer);
        assertThat(writer.compose(buffer, -1, Hash.ZERO).header().frameLength())
            .isLessThanOrEqualTo((int) buffer.frameBytes());
      }
    }
  }

  private void add(int bytes) {
    buffer.add(entry(bytes), 1, 0);
  }

  private static Entry entry(int bytes) {
    return new Entry()
        .of(RecordKind.SNAPSHOT, "s@1", 1, 1, 1, 1)
        .payload(new byte[bytes], 0, bytes);
  }
}
