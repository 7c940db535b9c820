package qts.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentTableTest {
  @Test
  void atTheLimitTheKeyNotUsedForLongestIsForgottenAndCounted() {
    RecentTable<Integer> table = new RecentTable<>(2);
    table.add(TextKey.of("a"), 1);
    table.add(TextKey.of("b"), 2);
    table.find(TextKey.of("a"));
    table.add(TextKey.of("c"), 3);

    assertThat(Stream.of("a", "b", "c").map(TextKey::of).map(table::find))
        .containsExactly(1, null, 3);
    assertThat(table.evicted()).isEqualTo(1);
    assertThat(table.size()).isEqualTo(2);
  }

  @Test
  void aProbeThatChangesLaterLeavesTheStoredKeyAlone() {
    RecentTable<Integer> table = new RecentTable<>(2);
    TextKey probe = new TextKey();
    table.add(probe.set(SnapshotFixture.at(0).symbol("A").scan(), Field.SYMBOL), 1);
    probe.set(SnapshotFixture.at(0).symbol("B").scan(), Field.SYMBOL);

    assertThat(table.find(TextKey.of("A"))).isEqualTo(1);
    assertThat(table.find(probe)).isNull();
  }

  @Test
  void aSymbolSpelledWithEscapesIsTheSameSymbol() {
    TextKey plain = key(SnapshotFixture.at(0).market("KRX").symbol("삼성"));
    TextKey escaped = key(SnapshotFixture.at(0).market("KRX").symbol("\\uc0bc\\uC131"));

    assertThat(escaped).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString("KRX\0삼성");
  }

  @Test
  void theSplitBetweenMarketAndSymbolMatters() {
    assertThat(key(SnapshotFixture.at(0).market("AB").symbol("C")))
        .isNotEqualTo(key(SnapshotFixture.at(0).market("A").symbol("BC")));
  }

  @Test
  void aKeyLongerThanTheFirstBufferIsKeptWhole() {
    String longName = "x".repeat(250);

    assertThat(key(SnapshotFixture.at(0).market(longName).symbol(longName)))
        .isEqualTo(TextKey.of(longName, longName));
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatThrownBy(() -> new RecentTable<>(0)).hasMessageContaining("at least 1");
  }

  private static TextKey key(SnapshotFixture snapshot) {
    return new TextKey().set(snapshot.scan(), Field.MARKET, Field.SYMBOL);
  }
}
