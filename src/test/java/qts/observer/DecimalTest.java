package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  private static final long SEED = 20260111;
  private static final int ROUNDS = 200_000;

  @Test
  void everyComparisonAndDifferenceIsThatOfBigDecimal() {
    Random random = new Random(SEED);
    Decimal a = new Decimal();
    Decimal b = new Decimal();
    Decimal difference = new Decimal();
    Decimal limit = Decimal.of(new BigDecimal("0.3"));
    for (int i = 0; i < ROUNDS; i++) {
      String textA = number(random);
      String textB = random.nextInt(4) == 0 ? neighbour(textA, random) : number(random);
      read(textA, a);
      read(textB, b);
      BigDecimal exactA = new BigDecimal(textA);
      BigDecimal exactB = new BigDecimal(textB);
      boolean stated = difference.setDifference(a, b);
      String situation = "seed " + SEED + ", round " + i + ": " + textA + " and " + textB;

      assertThat(a.toBigDecimal()).as(situation).isEqualByComparingTo(exactA);
      assertThat(a.signum()).as(situation).isEqualTo(exactA.signum());
      assertThat(a.compareTo(b)).as(situation).isEqualTo(exactA.compareTo(exactB));
      assertThat(a.movedBeyond(limit, b)).as(situation).isEqualTo(isBeyond(exactA, exactB));
      assertThat(a.toDouble())
          .as(situation)
          .isCloseTo(exactA.doubleValue(), within(2 * Math.ulp(exactA.doubleValue())));
      if (stated) {
        assertThat(difference.toBigDecimal())
            .as(situation)
            .isEqualByComparingTo(exactA.subtract(exactB));
      } else {
        assertThat(fitsShort(exactA.subtract(exactB))).as(situation).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "71000.10, 70999.60, 0.50",
    "70999.0, 71000.0, -1.0",
    "128479.0, 128479.0, 0.0",
    "1e3, 1, 999",
    "1e-07, 0, 0.0000001",
    "12345678901234567890, 12345678901234567889, 1",
    "0.1, 100000000000000000, -99999999999999999.9",
    "5e3, 2e3, 3000",
    "1e30, 1e30, 0",
    "9.0000000000000000000000, 1, 8"
  })
  void aDifferenceKeepsTheDigitsBehindThePoint(String a, String b, String expected) {
    Decimal difference = new Decimal();
    difference.setDifference(read(a, new Decimal()), read(b, new Decimal()));

    Utf8Buffer out = new Utf8Buffer();
    difference.writeTo(out);
    assertThat(out).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0.0, 0", "0e999999999, 0", "1e-99999999, 1", "-1e-99999999, -1"})
  void theSignIsKnownOfEveryNumber(String text, int sign) {
    assertThat(read(text, new Decimal()).signum()).isEqualTo(sign);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e-99999999", "1e401", "1e-401", "1e2147483648", "9e99999999999999999999"})
  @Timeout(1)
  void aHostileExponentHasNoValueAndCostsNothing(String text) {
    Decimal hostile = read(text, new Decimal());
    Decimal difference = new Decimal();

    assertThat(
            new boolean[] {
              hostile.isKnown(),
              difference.setDifference(hostile, read("1", new Decimal())),
              difference.isKnown()
            })
        .containsOnly(false);
  }

  @Test
  void aNumberOfTheLongestTextHasAValueAndOneLongerHasNone() {
    String longest = "9".repeat(Decimal.MAX_TEXT);

    assertThat(read(longest, new Decimal()).toBigDecimal()).isEqualTo(new BigDecimal(longest));
    assertThat(read(longest + "9", new Decimal()).isKnown()).isFalse();
  }

  @Test
  void theLargestExponentHasAValue() {
    assertThat(read("1e400", new Decimal()).toBigDecimal())
        .isEqualByComparingTo(new BigDecimal("1e400"));
  }

  @Test
  void aDifferenceBeyondEighteenDecimalsIsNotStated() {
    Decimal difference = new Decimal();

    assertThat(
            difference.setDifference(
                read("1.0000000000000000001", new Decimal()), read("1", new Decimal())))
        .isFalse();
  }

  @Test
  void nothingMovedRelativeToZero() {
    Decimal limit = Decimal.of(new BigDecimal("0.3"));

    assertThat(read("5", new Decimal()).movedBeyond(limit, read("0.0", new Decimal()))).isFalse();
  }

  @Test
  void aMoveOfExactlyTheLimitIsNotBeyondIt() {
    Decimal limit = Decimal.of(new BigDecimal("0.3"));
    Decimal before = read("71000", new Decimal());

    assertThat(
            new boolean[] {
              read("92300", new Decimal()).movedBeyond(limit, before),
              read("92300.01", new Decimal()).movedBeyond(limit, before),
              read("49700.00", new Decimal()).movedBeyond(limit, before),
              read("49699.99", new Decimal()).movedBeyond(limit, before)
            })
        .containsExactly(false, true, false, true);
  }

  @Test
  void comparingTheLargestExponentsTakesNoTime() {
    Decimal large = read("9e400", new Decimal());
    Decimal small = read("9e-400", new Decimal());

    long begin = System.nanoTime();
    assertThat(large.compareTo(small)).isPositive();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
  }

  private static Decimal read(String text, Decimal into) {
    byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.US_ASCII);
    into.read(bytes, 1, bytes.length - 1);
    return into;
  }

  private static boolean isBeyond(BigDecimal now, BigDecimal before) {
    return before.signum() != 0
        && now.subtract(before).abs().compareTo(new BigDecimal("0.3").multiply(before.abs())) > 0;
  }

  /** Whether at most 18 decimals and a long are enough. */
  private static boolean fitsShort(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    BigDecimal spelled = shortest.setScale(Math.max(0, shortest.scale()));
    return spelled.scale() <= Decimal.MAX_SCALE && spelled.unscaledValue().bitLength() < Long.SIZE;
  }

  private static String number(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "-" : "");
    int digits = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 12);
    text.append(digits == 1 ? random.nextInt(10) : 1 + random.nextInt(9));
    for (int i = 1; i < digits; i++) {
      text.append(random.nextInt(10));
    }
    if (random.nextBoolean()) {
      text.append('.');
      int decimals = 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 8);
      for (int i = 0; i < decimals; i++) {
        text.append(random.nextInt(10));
      }
    }
    if (random.nextInt(6) == 0) {
      text.append(random.nextBoolean() ? "e" : "E+").append(random.nextInt(25));
    } else if (random.nextInt(6) == 0) {
      text.append("e-").append(random.nextInt(25));
    }
    return text.toString();
  }

  /** The same number with another last digit, or spelled with more zeros. */
  private static String neighbour(String text, Random random) {
    if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return text;
    }
    return text.indexOf('.') >= 0
        ? text + "0".repeat(random.nextInt(4)) + random.nextInt(2)
        : text + ".0";
  }
}
