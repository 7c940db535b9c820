package qts.runtime.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static qts.runtime.query.Recording.T0;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Entry;
import qts.journal.RecordKind;
import qts.runtime.recorder.TestSnapshots;

class CompletenessTest {
  @TempDir Path folder;

  @Test
  void anAnswerThatLacksNothingSaysSo() throws IOException {
    try (Recording recording = new Recording(folder)) {
      recording.send(line("BTC", 1, 0), line("BTC", 2, 1));

      assertThat(recording.query("to", at(1)).completeness())
          .isEqualTo(new Completeness(2, 0, 2, false, 0, 0, 0, 0, List.of(), 0, List.of()));
    }
  }

  @Test
  void aSilenceIsInEveryRangeItOverlaps() throws IOException {
    try (Recording recording = new Recording(folder)) {
      recording.send(line("BTC", 1, 0));
      recording.setClock(400_000);
      recording.send(line("BTC", 2, 400_000));

      assertThat(recording.query("from", at(100_000), "to", at(200_000)))
          .satisfies(found -> assertThat(found.records()).containsExactly("gap"))
          .satisfies(found ->
              assertThat(found.completeness().gapRecords())
                  .singleElement()
                  .satisfies(gap -> assertThat(gap.position()).isEqualTo(2))
                  .satisfies(gap -> assertThat(gap.json()).contains("\"seconds\":400.0")));
      assertThat(gaps(recording, "to", at(1))).isEqualTo(1);
      assertThat(gaps(recording, "from", at(399_999))).isEqualTo(1);
      assertThat(gaps(recording, "from", at(400_000))).isEqualTo(0);
      assertThat(gaps(recording, "to", at(0))).isEqualTo(0);
      assertThat(gaps(recording, "symbol", "ETH")).isEqualTo(1);
      assertThat(gaps(recording, "session", "other")).isEqualTo(0);
    }
  }

  private static long gaps(Recording recording, String... parameters) throws IOException {
    return recording.query(parameters).completeness().gaps();
  }

  @Test
  void refusedInputsAreCountedUnlessTheyNameAnotherSymbolOrSession() throws IOException {
    try (Recording recording = new Recording(folder)) {
      recording.send(
          "no json",
          line("BTC", 1, 0).replace("\"price\":1", "\"price\":-1"),
          line("ETH", 2, 0).replace("\"price\":1", "\"price\":-1"),
          line(Recording.DENIED, 3, 0));
      recording.setClock(60_000);
      recording.send("no json either");

      assertThat(refused(recording)).containsExactly(4L, 1L);
      assertThat(refused(recording, "symbol", "BTC")).containsExactly(3L, 0L);
      assertThat(refused(recording, "symbol", "BTC", "session", "x")).containsExactly(2L, 0L);
      assertThat(refused(recording, "to", at(1))).containsExactly(3L, 1L);
      assertThat(refused(recording, "kind", "snapshot", "limit", "1")).containsExactly(4L, 1L);
    }
  }

  private static List<Long> refused(Recording recording, String... parameters) throws IOException {
    Completeness completeness = recording.query(parameters).completeness();
    return List.of(completeness.rejected(), completeness.blocked());
  }

  @Test
  void aPageTellsOfItsOwnPartAndAllPagesOfTheWhole() throws IOException {
    try (Recording recording = new Recording(folder)) {
      recording.send(line("BTC", 1, 0), "x", line("BTC", 2, 1), "y", "z", line("BTC", 3, 2));
      Recording.Found first = recording.query("kind", "snapshot", "limit", "2");
      String cursor = first.answer().next().orElseThrow().text();
      Recording.Found second = recording.query("kind", "snapshot", "cursor", cursor);

      assertThat(List.of(stretch(first), stretch(second)))
          .containsExactly("0 to 5: 3 rejected", "6 to 6: 0 rejected");
      Recording.Found newest = recording.query("kind", "snapshot", "limit", "1", "order", "desc");
      assertThat(stretch(newest)).isEqualTo("4 to 6: 2 rejected");
    }
  }

  private static String stretch(Recording.Found found) {
    Completeness c = found.completeness();
    return "%d to %d: %d rejected".formatted(c.firstPosition(), c.lastPosition(), c.rejected());
  }

  @Test
  void whatWasShedIsAddedUp() throws IOException {
    try (Recording recording = new Recording(folder)) {
      for (int shed : new int[] {5, 7}) {
        byte[] payload = ("{\"shed\":" + shed + "}").getBytes(UTF_8);
        Entry entry = new Entry().of(RecordKind.SHED, "observer@observer", 0, T0, T0, 0);
        recording
            .recorder()
            .journal()
            .awaitDurable(
                recording
                    .recorder()
                    .journal()
                    .append(entry.payload(payload, 0, payload.length), 0));
      }

      assertThat(recording.query().completeness().shed()).isEqualTo(12);
      assertThat(recording.query("outcome", "shed").records()).containsExactly("shed", "shed");
    }
  }

  @Test
  void recordsThatWereLostAreNamedWhereTheyMayHaveBeen() throws IOException {
    try (Recording recording = new Recording(folder)) {
      for (int i = 1; i <= 4; i++) {
        recording.send(line("BTC", i, 10L * i));
      }
    }
    damageGroup(2);
    try (Recording recording = new Recording(folder)) {
      Completeness whole = recording.query("kind", "snapshot").completeness();
      List<Long> lost = new ArrayList<>();
      for (String[] range : List.of(range(0, 20), range(10, 30), range(20, 21), range(31, 50))) {
        lost.add(recording.query(range).completeness().lost());
      }

      assertThat(whole.records()).isEqualTo(3);
      assertThat(whole.lost()).isEqualTo(1);
      assertThat(whole.lostRecords())
          .singleElement()
          .satisfies(d -> assertThat(List.of(d.firstLost(), d.lastLost())).containsExactly(2L, 2L));
      assertThat(lost).containsExactly(1L, 1L, 1L, 0L);
    }
  }

  private static String[] range(int from, int to) {
    return new String[] {"from", at(from), "to", at(to)};
  }

  /** Flips a bit inside a group, counted from 0. */
  private void damageGroup(int number) throws IOException {
    Path segment = folder.resolve("segment-0000000001.qtsj");
    byte[] bytes = Files.readAllBytes(segment);
    int at = 4096;
    for (int i = 0; i < number; i++) {
      at += ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
    }
    bytes[at + 200] ^= 1;
    Files.write(segment, bytes);
  }

  @Test
  void aRangeThatReachesBeyondTheNewestSnapshotIsNotClosed() throws IOException {
    try (Recording recording = new Recording(folder)) {
      List<Boolean> open = new ArrayList<>();
      open.add(isOpen(recording, "to", at(1)));
      recording.send(line("BTC", 1, 5));
      open.add(isOpen(recording));
      open.add(isOpen(recording, "to", at(6)));
      open.add(isOpen(recording, "to", at(5)));
      open.add(isOpen(recording, "symbol", "ETH", "to", at(1)));

      assertThat(open).containsExactly(true, true, true, false, false);
    }
  }

  private static boolean isOpen(Recording recording, String... parameters) throws IOException {
    return recording.query(parameters).completeness().liveEdge();
  }

  private static String at(long millis) {
    return String.valueOf(T0 + millis);
  }

  private static String line(String symbol, int number, long millis) {
    return TestSnapshots.line(symbol, number, T0 + millis, "1");
  }
}
