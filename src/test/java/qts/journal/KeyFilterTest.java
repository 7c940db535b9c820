package qts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyFilterTest {
  @Test
  void aKeyThatWasAddedMayAlwaysBeThere() {
    for (int size = 1; size < 60; size++) {
      long low = 0;
      long high = 0;
      for (int i = 0; i < size; i++) {
        low |= KeyFilter.low(KeyFilter.hash("key" + i));
        high |= KeyFilter.high(KeyFilter.hash("key" + i));
      }
      for (int i = 0; i < size; i++) {
        assertThat(KeyFilter.mayHold(low, high, KeyFilter.hash("key" + i))).isTrue();
      }
    }
  }

  @Test
  void ofOneKeyHardlyAnyOtherMayBeThere() {
    long hash = KeyFilter.hash("005930");
    int maybe = 0;
    for (int i = 0; i < 10_000; i++) {
      if (KeyFilter.mayHold(KeyFilter.low(hash), KeyFilter.high(hash), KeyFilter.hash("" + i))) {
        maybe++;
      }
    }

    assertThat(maybe).isLessThan(10);
    assertThat(KeyFilter.mayHold(0, 0, hash)).isFalse();
    assertThat(KeyFilter.mayHold(-1, -1, hash)).isTrue();
  }

  @Test
  void eachKeyHasUpToThreeBitsSpreadOverBothWords() {
    int low = 0;
    int high = 0;
    for (int i = 0; i < 10_000; i++) {
      long hash = KeyFilter.hash("key" + i);
      int bits = Long.bitCount(KeyFilter.low(hash)) + Long.bitCount(KeyFilter.high(hash));
      assertThat(bits).isBetween(1, 3);
      low += Long.bitCount(KeyFilter.low(hash));
      high += Long.bitCount(KeyFilter.high(hash));
    }

    assertThat(low).isBetween(14_000, 16_000);
    assertThat(high).isBetween(14_000, 16_000);
  }

  @Test
  void theHashOfTextIsThatOfItsBytesWhereverTheyAre() {
    byte[] bytes = "..삼성전자..".getBytes(UTF_8);
    assertThat(KeyFilter.hash(bytes, 2, bytes.length - 2)).isEqualTo(KeyFilter.hash("삼성전자"));
  }

  @Test
  void similarKeysHaveDifferentHashesAndNoneIsZero() {
    Set<Long> hashes = new HashSet<>();
    Set<Long> recordKeys = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      hashes.add(KeyFilter.hash("k" + i));
      recordKeys.add(RecordKey.of("k" + i));
    }
    hashes.add(KeyFilter.hash(""));

    assertThat(hashes).hasSize(100_001).doesNotContain(0L);
    assertThat(recordKeys).hasSizeGreaterThan(99_990).doesNotContain(0L);
    assertThat(recordKeys).allMatch(key -> RecordKey.place(key) == 0);
  }
}
