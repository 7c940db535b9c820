package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bodies of groups that do not follow the format, although the checksums of their frames hold. */
class DamagedGroupTest {
  private final Group group = new Group();

  @Test
  void aBodyThatEndsTooEarlyIsRefusedWhereverItEnds() {
    byte[] body = twoRecords();
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> decode(2, cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(DamagedGroupException.class);
    }
    decode(2, body);
    assertThat(new String(group.payload(1), UTF_8)).isEqualTo("second");
  }

  @Test
  void bytesBehindTheRecordsAreRefused() {
    byte[] body = twoRecords();
    refused(2, Arrays.copyOf(body, body.length + 3), "3 bytes too many behind the records");
  }

  @Test
  void aRecordThatDoesNotMatchItsChecksumIsRefused() {
    byte[] body = twoRecords();
    body[body.length - 1] ^= 1;
    refused(2, body, "record 8 does not match its checksum");
  }

  @Test
  void aKindThatIsNotKnownIsRefused() {
    for (int kind : new int[] {0, 14, 31, 32, 127, -1}) {
      refused(
          1,
          body(sink -> {
            sink.putUvar(1);
            sink.putBlock("s@1".getBytes(UTF_8));
            sink.putUvar(0);
            sink.put(kind);
          }),
          "record kind " + (byte) kind + " is not known to this version");
    }
  }

  @Test
  void moreRecordsThanAGroupMayHaveAreRefused() {
    refused(16_385, new byte[0], "a group of 16385 records is above the limit");
    refused(-1, new byte[0], "a group of -1 records is above the limit");
  }

  @Test
  void moreStreamsOrShapesThanRecordsOrTheFormatAllowAreRefused() {
    refused(1, body(sink -> sink.putUvar(2)), "a count of 2 is above the limit of 1");
    refused(
        1,
        body(sink -> {
          sink.putUvar(0);
          sink.putUvar(65);
        }),
        "a count of 65 is above the limit of 64");
    refused(1, body(sink -> sink.putUvar(-1)), "a count of -1 is above the limit of 1");
  }

  @Test
  void aPartThatIsLongerThanTheBodyIsRefused() {
    refused(
        1,
        body(sink -> {
          sink.putUvar(1);
          sink.putUvar(7);
          sink.put(new byte[6]);
        }),
        "a part of 7 bytes does not fit into the group");
    refused(
        9,
        body(sink -> {
          sink.putUvar(0);
          sink.putUvar(0);
          sink.put(new byte[8]);
        }),
        "a part of 9 bytes does not fit into the group");
  }

  @Test
  void aNumberThatNeverEndsIsRefused() {
    byte[] endless = new byte[11];
    Arrays.fill(endless, (byte) 0x80);
    refused(1, endless, "a number runs past its end");
    refused(1, new byte[] {(byte) 0x80}, "a number runs past its end");
  }

  @Test
  void aShapeWithoutSegmentsIsRefused() {
    refused(
        1,
        body(sink -> {
          sink.putUvar(0);
          sink.putUvar(1);
          sink.putUvar(0);
        }),
        "a shape without segments");
  }

  @Test
  void aColumnOfAnUnknownCodeIsRefused() {
    refused(1, shaped(1, sink -> sink.put(99)), "column code 99 is not known");
  }

  @Test
  void aNumberWithMoreDigitsThanALongHasIsRefused() {
    refused(
        1,
        shaped(
            1,
            sink -> {
              sink.put(ColumnCode.INTEGER);
              sink.putSvar(Long.MIN_VALUE);
            }),
        "a number has too many digits");
  }

  @Test
  void aTimeOutsideTheYearsOfTheFormatIsRefused() {
    refused(
        1,
        shaped(
            1,
            sink -> {
              sink.put(ColumnCode.TIME);
              sink.put("+09:00".getBytes(UTF_8));
              sink.putSvar(Long.MAX_VALUE);
            }),
        "a time outside the years 0000 to 9999");
  }

  @Test
  void valuesThatWouldFillTheMemoryAreRefused() {
    int records = 16_384;
    int columns = 150;
    refused(
        records,
        shaped(
            records,
            columns,
            sink -> {
              for (int c = 0; c < columns; c++) {
                sink.put(ColumnCode.TIME);
                sink.put("+09:00".getBytes(UTF_8));
                sink.put(new byte[records]);
              }
            }),
        "the values of a group are above the limit");
  }

  @Test
  void recordsThatWouldFillTheMemoryAreRefused() {
    int records = 16_384;
    refused(
        records,
        shaped(
            records,
            sink -> {
              sink.put(ColumnCode.CONSTANT);
              sink.putBlock(new byte[5_000]);
            }),
        "the records of a group are above the limit");
  }

  private void refused(int records, byte[] body, String why) {
    assertThatThrownBy(() -> decode(records, body))
        .isInstanceOf(DamagedGroupException.class)
        .hasMessage(why);
  }

  private void decode(int records, byte[] body) {
    group.decode(header(records), new ByteSource(body, 0, body.length));
  }

  private static byte[] body(Consumer<ByteSink> content) {
    ByteSink sink = new ByteSink(16);
    content.accept(sink);
    return Arrays.copyOf(sink.array(), sink.length());
  }

  /** Records of one shape of one value, up to the column of that value. */
  private static byte[] shaped(int records, Consumer<ByteSink> column) {
    return shaped(records, 1, column);
  }

  private static byte[] shaped(int records, int values, Consumer<ByteSink> columns) {
    return body(sink -> {
      sink.putUvar(1);
      sink.putBlock("s@1".getBytes(UTF_8));
      sink.putUvar(1);
      sink.putUvar(values + 1);
      for (int i = 0; i <= values; i++) {
        sink.putBlock("|".getBytes(UTF_8));
      }
      byte[] kinds = new byte[records];
      Arrays.fill(kinds, (byte) RecordKind.SNAPSHOT.code());
      sink.put(kinds);
      sink.put(new byte[6 * records]);
      byte[] forms = new byte[records];
      Arrays.fill(forms, (byte) 1);
      sink.put(forms);
      columns.accept(sink);
    });
  }

  /** Two records as the encoder writes them, at positions 7 and 8. */
  private static byte[] twoRecords() {
    GroupBuffer buffer = new GroupBuffer(1 << 16);
    buffer.clear(7);
    for (String text : new String[] {"first", "second"}) {
      byte[] payload = text.getBytes(UTF_8);
      Entry entry = new Entry().of(RecordKind.SNAPSHOT, "s@1", 1, 2, 3, 4);
      buffer.add(entry.payload(payload, 0, payload.length).notes(new byte[] {5}, 1), 3, 0);
    }
    ByteSink body = new GroupEncoder(RecordHasher.alone()).finish(buffer);
    return Arrays.copyOf(body.array(), body.length());
  }

  private static FrameHeader header(int records) {
    return new FrameHeader(
        FrameHeader.Type.GROUP,
        FrameHeader.Codec.STORED,
        0,
        0,
        0,
        records,
        7,
        -1,
        2,
        2,
        3,
        3,
        4,
        2,
        0,
        0,
        Hash.ZERO,
        Hash.ZERO);
  }
}
