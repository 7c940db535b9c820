package qts.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qts.observer.RuleAction;

class ValueTypeTest {

  @Test
  void wholeNumbersStayWithinTheirLimits() {
    ValueType<Integer> type = ValueType.whole(0, 65535);

    assertThat(readAll(type, "0", "65535", "-1", "65536", "8e3", "", "99999999999999999999"))
        .containsExactly(
            Optional.of(0),
            Optional.of(65535),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void bytesArePlainOrInBinaryUnits() {
    ValueType<Long> type = ValueType.bytes(1, 2L << 30);

    assertThat(
            readAll(
                type,
                "1",
                "512B",
                "1 KiB",
                "32MiB",
                "2GiB",
                "3GiB",
                "0",
                "1MB",
                "999999999999999999GiB"))
        .containsExactly(
            Optional.of(1L),
            Optional.of(512L),
            Optional.of(1024L),
            Optional.of(33554432L),
            Optional.of(2147483648L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void timesNeedAUnit() {
    assertThat(readAll(ValueType.duration(), "5s", "5m", "5h", "5d", "5", "0s", "-5s", "PT5S"))
        .containsExactly(
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(Duration.ofHours(5)),
            Optional.of(Duration.ofDays(5)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void decimalsAreKeptAsTheyWereWritten() {
    assertThat(readAll(ValueType.decimal("x", 2), "30", "0.50", "0", "0.501", "-1", "1e9", "NaN"))
        .containsExactly(
            Optional.of(new BigDecimal("30")),
            Optional.of(new BigDecimal("0.50")),
            Optional.of(new BigDecimal("0")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void flagsHaveThreeSpellingsEach() {
    assertThat(readAll(ValueType.flag(), "1", "on", "TRUE", "0", "off", "false", "yes"))
        .containsExactly(
            Optional.of(true),
            Optional.of(true),
            Optional.of(true),
            Optional.of(false),
            Optional.of(false),
            Optional.of(false),
            Optional.empty());
  }

  @Test
  void choicesAreTheNamesOfTheEnum() {
    assertThat(
            readAll(
                ValueType.oneOf(EnumSet.of(RuleAction.REJECT, RuleAction.FLAG)),
                "reject",
                "Flag",
                "ignore"))
        .containsExactly(
            Optional.of(RuleAction.REJECT), Optional.of(RuleAction.FLAG), Optional.empty());
  }

  @Test
  void wordsHaveNoSpacesOrControlCharacters() {
    assertThat(readAll(ValueType.word("a word"), "a-b.c", "a b", "a\nb", "가", ""))
        .containsExactly(
            Optional.of("a-b.c"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void offIsAnEmptyValueWhereItIsAllowed() {
    assertThat(readAll(ValueType.path("a file").orOff(), "off", "a/../b", "\0"))
        .containsExactly(
            Optional.of(Optional.empty()),
            Optional.of(Optional.of(Path.of("b"))),
            Optional.empty());
  }

  private static <T> List<Optional<T>> readAll(ValueType<T> type, String... texts) {
    return List.of(texts).stream().map(type::read).toList();
  }
}
