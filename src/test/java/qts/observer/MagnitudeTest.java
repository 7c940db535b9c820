package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import qts.decision.Seeded;

class MagnitudeTest {
  private static final BigInteger HALFWAY =
      BigInteger.TWO.pow(1024).subtract(BigInteger.TWO.pow(970));

  @Test
  void theLeastThatRoundsToInfinityIsNotFinite() {
    assertThat(
            List.of(
                isFinite(HALFWAY.toString()),
                isFinite(HALFWAY.subtract(BigInteger.ONE).toString()),
                isFinite("-" + HALFWAY + ".000"),
                isFinite(HALFWAY.subtract(BigInteger.ONE) + "." + "9".repeat(200))))
        .containsExactly(false, true, false, true);
  }

  @Test
  void whatParsesAsInfiniteIsNotFinite() {
    Seeded seeded = new Seeded("magnitude");
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String number = number(seeded);
      if (isFinite(number) != Double.isFinite(Double.parseDouble(number))) {
        wrong.add(number);
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** A number whose magnitude is near the largest double more often than not. */
  private static String number(Seeded seeded) {
    BigInteger digits = new BigInteger(HALFWAY.toString().substring(0, seeded.between(1, 30)));
    BigInteger near = digits.add(BigInteger.valueOf(seeded.between(-2, 3)));
    int scale = seeded.between(0, 2) * seeded.between(0, 40);
    String text = new BigDecimal(near, scale).toPlainString();
    int exponent = 308 + scale - near.toString().length() + 1 + seeded.between(-1, 2);
    return text + seeded.oneOf(List.of("e", "E", "e+")) + exponent;
  }

  private static boolean isFinite(String number) {
    byte[] bytes = number.getBytes(StandardCharsets.US_ASCII);
    return new Tokens(new Fault()).bare(bytes, 0, bytes.length) == bytes.length;
  }
}
