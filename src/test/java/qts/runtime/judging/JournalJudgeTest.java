package qts.runtime.judging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.decision.Sha256;
import qts.decision.rules.RuleSet;
import qts.journal.RecordKind;
import qts.safety.Attribution;
import qts.safety.SafetyChange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JournalJudgeTest {
  private static final String OTHER_RULES = JudgedRecorder.RULES.replace("\"1\"", "\"2\"");

  @TempDir Path folder;

  @Test
  void everySnapshotEndsInItsJudgmentAndItsBlocksOrNonExecution() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.send(0, 101).enableTrading().send(1, 99, 105, 111, 101).settle();
    }
    assertThat(summary())
        .containsExactly(
            "judgment run-0",
            "block run-0 FS030",
            "judgment run-2",
            "non_execution run-2 ACCEPTED",
            "judgment run-3",
            "block run-3 high",
            "judgment run-4",
            "non_execution run-4 ACCEPTED");
  }

  @Test
  void aRestartChangesNothing() throws IOException {
    Path whole = folder.resolve("whole");
    try (JudgedRecorder recorder = JudgedRecorder.open(whole)) {
      recorder.enableTrading().sendMany(0, 300);
      recorder.settle().sendMany(300, 300);
    }
    Path parts = folder.resolve("parts");
    try (JudgedRecorder recorder = JudgedRecorder.open(parts)) {
      recorder.enableTrading().sendMany(0, 300);
    }
    try (JudgedRecorder recorder = JudgedRecorder.open(parts)) {
      recorder.sendMany(300, 300);
    }
    assertThat(JudgedRecorder.decisions(parts))
        .hasSizeGreaterThan(300)
        .isEqualTo(JudgedRecorder.decisions(whole));
    assertThat(JudgedRecorder.records(parts, RecordKind.RULES))
        .extracting(record -> JsonMapper.shared().readTree(record).path("event").asString())
        .containsExactly("begin", "pause", "pause");
  }

  @Test
  void aRestartKnowsTheChangesOfSafetyBeforeTheRules() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.closed(folder)) {
      recorder.enableTrading().send(0, 90, 91, 92);
      RuleSet rules = RuleSet.read(JudgedRecorder.RULES.getBytes(UTF_8));
      recorder.judge(Optional.of(rules), JournalJudge::pipeline);
    }
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.send(3, 101);
    }
    assertThat(summary()).containsExactly("judgment run-3", "non_execution run-3 ACCEPTED");
  }

  @Test
  void withoutItsCursorItRecordsNothingTwice() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.enableTrading().sendMany(0, 300);
    }
    List<String> before = JudgedRecorder.decisions(folder);
    Files.delete(folder.resolve("cursors").resolve(JudgingCursor.FILE));
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.settle();
    }
    assertThat(JudgedRecorder.decisions(folder)).hasSizeGreaterThan(150).isEqualTo(before);
  }

  @Test
  void withAnOldCursorItRecordsNothingTwiceAndLeavesNothingOut() throws IOException {
    Path cursor = folder.resolve("cursors").resolve(JudgingCursor.FILE);
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.enableTrading().sendMany(0, 100);
    }
    byte[] old = Files.readAllBytes(cursor);
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.sendMany(100, 100);
    }
    Files.write(cursor, old);
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.settle();
    }
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.sendMany(200, 100);
    }
    Path whole = folder.resolve("whole");
    try (JudgedRecorder recorder = JudgedRecorder.open(whole)) {
      recorder.enableTrading().sendMany(0, 100);
      recorder.sendMany(100, 100);
      recorder.sendMany(200, 100);
    }
    assertThat(JudgedRecorder.decisions(folder))
        .hasSizeGreaterThan(150)
        .isEqualTo(JudgedRecorder.decisions(whole));
  }

  @Test
  void otherRulesSeeWhatWasBeforeAndJudgeFromTheirStartOn() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.enableTrading().send(0, 90, 91, 92);
    }
    try (JudgedRecorder recorder = JudgedRecorder.open(folder, OTHER_RULES)) {
      recorder.send(3, 105).settle();
    }
    assertThat(summary()).containsExactly("judgment run-3", "non_execution run-3 ACCEPTED");
  }

  @Test
  void withoutRulesNothingIsJudgedAnyMore() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.enableTrading().send(0, 101, 102, 103);
    }
    try (JudgedRecorder recorder = JudgedRecorder.closed(folder)) {
      recorder.judge(Optional.empty(), JournalJudge::pipeline);
      recorder.send(3, 105);
    }
    try (JudgedRecorder recorder = JudgedRecorder.closed(folder)) {
      recorder.judge(Optional.empty(), JournalJudge::pipeline);
      recorder.send(4, 105);
    }
    assertThat(summary()).hasSize(6).last().isEqualTo("non_execution run-2 ACCEPTED");
    assertThat(JudgedRecorder.records(folder, RecordKind.RULES))
        .last()
        .isEqualTo("{\"event\": \"end\"}");
  }

  @Test
  void repeatsOfABlockAreOneRecordWithTheirCount() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.enableTrading().send(0, 101, 102);
      for (int i = 2; i < 40; i++) {
        recorder.sendAt(i, JudgedRecorder.T0 + 2_000 + i, 120);
      }
    }
    List<JsonNode> blocks =
        JudgedRecorder.records(folder, RecordKind.BLOCK).stream()
            .map(JsonMapper.shared()::readTree)
            .filter(block -> block.path("blocked_by").asString().equals("high"))
            .toList();
    assertThat(blocks).hasSize(11);
    assertThat(blocks.getLast().path("count").asInt()).isEqualTo(28);
    assertThat(blocks.getLast().path("rests_on")).hasSize(2);
  }

  @Test
  void ordersAreHeldBackByTheStateOfSafetyAtTheirPlaceInTheJournal() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.send(0, 90, 90, 101).enableTrading().send(3, 101);
      recorder.change(at -> new SafetyChange.KillSwitch(true, new Attribution("kim", "test", at)));
      recorder.send(4, 101);
      recorder.change(at -> new SafetyChange.KillSwitch(false, new Attribution("kim", "test", at)));
      recorder.sendAt(105, JudgedRecorder.T0 + 105_000, 101);
      recorder.sendAt(136, JudgedRecorder.T0 + 136_000, 101);
    }
    assertThat(summary())
        .containsExactly(
            "judgment run-2",
            "block run-2 G_EXE_TRADING_DISABLED",
            "judgment run-3",
            "non_execution run-3 ACCEPTED",
            "judgment run-4",
            "block run-4 G_EXE_KILLSWITCH_ON",
            "judgment run-105",
            "block run-105 G_EXE_ANOMALY",
            "judgment run-136",
            "non_execution run-136 ACCEPTED");
  }

  @Test
  void aDecisionNamesTheSnapshotItRestsOn() throws IOException {
    try (JudgedRecorder recorder = JudgedRecorder.open(folder)) {
      recorder.send(0, 101);
    }
    JsonNode judgment = JsonMapper.shared().readTree(JudgedRecorder.decisions(folder).getFirst());
    String snapshot = JudgedRecorder.records(folder, RecordKind.SNAPSHOT).getFirst();
    RuleSet rules = RuleSet.read(JudgedRecorder.RULES.getBytes(UTF_8));
    assertThat(judgment.path("rests_on").toString())
        .isEqualTo(
            "[{\"run_id\":\"run-0\",\"content_hash\":\"%s\"}]".formatted(Sha256.hex(snapshot)));
    assertThat(judgment.at("/metadata/rule_set/hash").asString()).isEqualTo(rules.hash());
  }

  private List<String> summary() throws IOException {
    return JudgedRecorder.decisions(folder).stream().map(JournalJudgeTest::summary).toList();
  }

  private static String summary(String decision) {
    JsonNode json = JsonMapper.shared().readTree(decision);
    String what = json.path("kind").asString() + " " + json.path("correlation_id").asString();
    return switch (json.path("kind").asString()) {
      case "block" -> what + " " + json.path("blocked_by").asString();
      case "non_execution" -> what + " " + json.path("status").asString();
      default -> what;
    };
  }
}
