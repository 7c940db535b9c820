package qts.runtime.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
  private static final int LIMIT = 32 << 20;

  private final BodyMemory memory = new BodyMemory(64 << 20);

  @Test
  void aBombIsGivenUpLongBeforeTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[LIMIT - 1]);
    try (BodyBuffer body = new BodyBuffer(memory);
        Gunzip gunzip = new Gunzip(bomb, bomb.length, LIMIT)) {
      assertThatThrownBy(() -> gunzip.into(body))
          .isInstanceOfSatisfying(
              RefusedBodyException.class,
              e -> {
                assertThat(e.type()).isEqualTo(ProblemType.BODY_TOO_LARGE);
                assertThat(e.finding().rule()).isEqualTo("BODY_RATIO");
              });
      assertThat(body.length()).isLessThan(4 << 20);
    }
    assertThat(memory.usedBytes()).isZero();
  }

  @Test
  void whatUnpacksToExactlyTheLimitIsTaken() throws IOException {
    byte[] content = new byte[1 << 20];
    Arrays.fill(content, (byte) 'x');
    byte[] packed = gzip(content);
    try (BodyBuffer body = new BodyBuffer(memory);
        Gunzip gunzip = new Gunzip(packed, packed.length, content.length)) {
      gunzip.into(body);
      assertThat(body.head(body.length())).isEqualTo(content);
    }
  }

  @Test
  void everyTruncationAndEveryFlippedBitOfASmallMemberIsFoundOrHarmless() throws IOException {
    byte[] content = "{\"a\":1}\n{\"a\":2}\n".getBytes(US_ASCII);
    byte[] packed = gzip(content);
    for (int length = 0; length < packed.length; length++) {
      assertThat(unpack(packed, length)).isEmpty();
    }
    for (int bit = 0; bit < packed.length * 8; bit++) {
      byte[] flipped = packed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(unpack(flipped, flipped.length))
          .satisfiesAnyOf(
              result -> assertThat(result).isEmpty(),
              result -> assertThat(result.orElseThrow()).isEqualTo(content));
    }
  }

  /** Empty when it was refused. */
  private Optional<byte[]> unpack(byte[] packed, int length) {
    try (BodyBuffer body = new BodyBuffer(memory);
        Gunzip gunzip = new Gunzip(packed, length, LIMIT)) {
      gunzip.into(body);
      return Optional.of(body.head(body.length()));
    } catch (RefusedBodyException e) {
      return Optional.empty();
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packer = new GZIPOutputStream(out)) {
      packer.write(content);
    }
    return out.toByteArray();
  }
}
