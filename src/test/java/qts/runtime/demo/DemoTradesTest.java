package qts.runtime.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.Damage;
import qts.journal.Group;
import qts.journal.JournalReader;
import qts.journal.ReadRange;
import qts.journal.RecordKind;
import qts.journal.RecordVisitor;
import qts.observer.Notes;
import qts.observer.SemanticRule;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.replay.Input;
import qts.runtime.replay.Inputs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The facts of the real file, recorded and read back. */
class DemoTradesTest {
  @TempDir Path folder;

  @Test
  void everyRealTradeIsRecordedAndEverySilenceFound() throws IOException {
    try (Recorder recorder = Recorder.open(RecorderSettings.in(folder), failure -> {});
        Inputs trades = DemoTrades.in(Path.of("target", "demo")).open()) {
      List<String> batch = new ArrayList<>();
      for (Input trade = trades.next(); trade != null; trade = trades.next()) {
        batch.add(trade.json());
        if (batch.size() == 1_000) {
          record(recorder, batch);
        }
      }
      assertThat(recorder.counts()).isEqualTo(new Counts(100_000, 0, 0, 0, 0));
      assertThat(Facts.of(recorder))
          .isEqualTo(
              new Facts(
                  100_000,
                  58_699,
                  770.1,
                  1163.0,
                  18,
                  2_173,
                  List.of(
                      "443 after 1385375374", "1282 after 1385392901", "303 after 1385525083")));
    }
  }

  private static void record(Recorder recorder, List<String> batch) throws IOException {
    byte[] body = String.join("\n", batch).getBytes(UTF_8);
    recorder.record(body, 0, body.length, BodyFormat.LINES, Ack.DURABLE);
    batch.clear();
  }

  /** What the journal says about the trades. */
  private record Facts(
      int rows,
      int seconds,
      double lowest,
      double highest,
      int zeroAmounts,
      int equalToEarlier,
      List<String> criticalGaps) {

    static Facts of(Recorder recorder) throws IOException {
      Collector seen = new Collector();
      try (JournalReader reader = recorder.journal().reader()) {
        reader.forward(
            ReadRange.everything().kinds(RecordKind.SNAPSHOT.bit() | RecordKind.GAP.bit()), seen);
      }
      return new Facts(
          seen.rows,
          seen.seconds.size(),
          seen.lowest,
          seen.highest,
          seen.zeroAmounts,
          seen.rows - seen.contents.size(),
          seen.criticalGaps);
    }
  }

  private static final class Collector implements RecordVisitor {
    private final Set<Long> seconds = new HashSet<>();
    private final Set<String> contents = new HashSet<>();
    private final List<String> criticalGaps = new ArrayList<>();
    private final Notes notes = new Notes();
    private int rows;
    private int zeroAmounts;
    private double lowest = Double.MAX_VALUE;
    private double highest;

    @Override
    public boolean onRecord(Group group, int i) {
      JsonNode json = JsonMapper.shared().readTree(group.payload(i));
      if (group.kind(i) == RecordKind.GAP) {
        onGap(json);
        return true;
      }
      rows++;
      seconds.add(group.eventMillis(i) / 1000);
      JsonNode inputs = json.path("observation").path("inputs");
      double price = inputs.path("price").asDouble();
      lowest = Math.min(lowest, price);
      highest = Math.max(highest, price);
      contents.add(group.eventMillis(i) + " " + inputs);
      notes.decode(group.data(), group.notesFrom(i), group.notesTo(i));
      zeroAmounts += notes.rules().contains(SemanticRule.ZERO_VOLUME) ? 1 : 0;
      return true;
    }

    private void onGap(JsonNode gap) {
      if (gap.path("severity").asString("").equals("CRITICAL")) {
        criticalGaps.add(
            gap.path("seconds").asLong() + " after " + gap.path("start_ms").asLong() / 1000);
      }
    }

    @Override
    public void onDamage(Damage damage) {
      throw new AssertionError(damage);
    }
  }
}
