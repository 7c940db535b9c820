package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The memory of the newest keys, against a list of everything. */
class RecentKeysTest {
  private static final int CAPACITY = 5_000;

  @Test
  void betweenOneAndTwoTimesTheCapacityOfTheNewestKeysIsKnown() {
    RecentKeys recent = new RecentKeys(CAPACITY, 100);
    List<Long> froms = new ArrayList<>();
    for (int i = 0; i < 4 * CAPACITY; i++) {
      recent.put(key(i), 100 + i);
      if (i % CAPACITY == 0 || i % CAPACITY == CAPACITY - 1) {
        froms.add(recent.from());
      }
    }

    assertThat(froms).containsExactly(100L, 100L, 100L, 100L, 5_100L, 5_100L, 10_100L, 10_100L);
    assertThat(recent.find(key(9_999), Long.MAX_VALUE)).isEqualTo(-1);
    for (int i = 10_000; i < 4 * CAPACITY; i++) {
      assertThat(recent.find(key(i), Long.MAX_VALUE)).isEqualTo(100 + i);
    }
  }

  @Test
  void ofSeveralRecordsWithAKeyTheNewestBelowAPositionIsFound() {
    RecentKeys recent = new RecentKeys(10, 0);
    for (int i = 0; i < 16; i++) {
      recent.put(key(i % 4), i);
    }
    List<Long> found = new ArrayList<>();
    for (long before : List.of(Long.MAX_VALUE, 14L, 10L, 6L, 2L)) {
      found.add(recent.find(key(2), before));
    }

    assertThat(found).containsExactly(14L, 10L, 6L, 2L, -1L);
  }

  @Test
  void keysThatMeetInASlotAreToldApart() {
    RecentKeys recent = new RecentKeys(1_000, 0);
    for (int i = 0; i < 500; i++) {
      recent.put(((long) i << 48) | (7L << 32), i);
    }
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      found.add(recent.find(((long) i << 48) | (7L << 32), Long.MAX_VALUE));
    }

    assertThat(found).hasSize(500).isSorted().doesNotHaveDuplicates().startsWith(0L);
  }

  @Test
  void touchingReadsTheSlotsOfBothGenerationsAndChangesNothing() {
    RecentKeys recent = new RecentKeys(3, 0);
    assertThat(recent.touch(new long[] {key(1)}, 1)).isZero();
    recent.put(key(1), 1);
    long young = recent.touch(new long[] {key(1)}, 1);
    for (int i = 2; i < 6; i++) {
      recent.put(key(i), i);
    }

    assertThat(young).isEqualTo(RecordKey.mask(key(1)));
    assertThat(recent.touch(new long[] {key(1), key(5)}, 1)).isEqualTo(young);
    assertThat(recent.touch(new long[] {key(1), key(5)}, 2)).isNotEqualTo(young);
    assertThat(recent.find(key(1), 9)).isOne();
  }

  private static long key(int i) {
    return RecordKey.mask(new Random(i).nextLong() | 1L << 63);
  }
}
