package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Bodies that no encoder made, as if they had come through every checksum: a decoder may refuse
 * them, with nothing else than {@link DamagedGroupException}, and must stay within its limits.
 */
class GroupFuzzTest {
  private final Group group = new Group();

  @FuzzTest(maxDuration = "10m")
  void anyBodyIsDecodedOrRefused(FuzzedDataProvider data) {
    int records = data.consumeInt(-1, GroupBuffer.MAX_RECORDS + 1);
    FrameHeader header =
        new FrameHeader(
            FrameHeader.Type.GROUP,
            FrameHeader.Codec.STORED,
            0,
            0,
            0,
            records,
            data.consumeLong(),
            -1,
            0,
            0,
            data.consumeLong(),
            0,
            data.consumeLong(),
            0,
            0,
            0,
            Hash.ZERO,
            Hash.ZERO);
    byte[] body = data.consumeRemainingAsBytes();
    try {
      group.decode(header, new ByteSource(body, 0, body.length));
      assertThat(group.count()).isEqualTo(records);
    } catch (DamagedGroupException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    assertThat(group.data().length).isLessThanOrEqualTo(2 * Journal.MAX_GROUP_DATA_BYTES);
  }
}
