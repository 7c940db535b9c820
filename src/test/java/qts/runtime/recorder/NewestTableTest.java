package qts.runtime.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import qts.journal.KeyFilter;

class NewestTableTest {
  private final NewestTable table = new NewestTable();

  @Test
  void theNewestOfEachSymbolAndOfAllIsKnown() {
    table.note(hash(1), 10);
    table.note(hash(2), 11);
    table.note(0, 12);
    table.note(hash(1), 13);

    assertThat(LongStream.of(hash(1), hash(2), hash(3), 0).map(table::find))
        .containsExactly(13L, 11L, NewestTable.UNKNOWN, 13L);
  }

  @Test
  void whatWasFoundByLookingGivesWayToWhatCameMeanwhile() {
    table.noteFound(hash(1), NewestTable.NONE);
    table.note(hash(2), 5);
    table.noteFound(hash(2), 3);
    table.noteFound(0, 3);
    table.note(hash(1), 7);

    assertThat(LongStream.of(hash(1), hash(2), 0).map(table::find)).containsExactly(7L, 5L, 7L);
  }

  @Test
  void beyondItsRoomQuietSymbolsAreForgottenAndNoneIsMixedUp() {
    int symbols = 2 * NewestTable.MAX_SYMBOLS;
    for (int i = 0; i < 3 * symbols; i++) {
      table.note(hash(i % symbols), i);
    }
    int newest = 3 * symbols - 1;

    assertThat(IntStream.rangeClosed(newest - 1_000, newest))
        .allMatch(i -> table.find(hash(i % symbols)) == i);
    assertThat(IntStream.rangeClosed(newest - symbols + 1, newest))
        .allMatch(i -> List.of((long) i, NewestTable.UNKNOWN).contains(find(i % symbols)))
        .filteredOn(i -> find(i % symbols) == i)
        .hasSizeBetween(NewestTable.MAX_SYMBOLS * 9 / 10, NewestTable.MAX_SYMBOLS);
  }

  private long find(int symbol) {
    return table.find(hash(symbol));
  }

  private static long hash(int symbol) {
    return KeyFilter.hash("S" + symbol);
  }
}
