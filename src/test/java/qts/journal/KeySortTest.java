package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeySortTest {
  @Test
  void entriesAreInTheOrderOfNumbersAsTheJdkSortsThem() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int count = random.nextInt(3_000);
      long[] entries = new long[count];
      for (int i = 0; i < count; i++) {
        long key = random.nextInt(3) == 0 ? random.nextLong(-5, 5) << 24 : random.nextLong();
        entries[i] = RecordKey.mask(key) | i;
      }
      long[] expected = entries.clone();
      Arrays.sort(expected);
      long[] sorted = KeySort.sort(entries, new long[count], count);
      assertThat(sorted).as("seed %d", seed).isEqualTo(expected);
    }
  }
}
