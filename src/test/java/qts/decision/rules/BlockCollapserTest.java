package qts.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import qts.decision.Block;
import qts.decision.Header;
import qts.decision.Links;
import qts.decision.Repeats;
import qts.decision.RuleRef;
import qts.decision.Seeded;
import qts.decision.SnapshotRef;
import qts.decision.json.JsonNumber;
import qts.decision.json.JsonObject;

class BlockCollapserTest {

  @Test
  void keepsTheFirstOfAPeriodAndCountsTheRest() {
    assertThat(run(new CollapsePolicy(2, 1_000, 10), 0, 1, 2, 3, 999))
        .containsExactly("1 at 0", "1 at 1", "3 at 2 to 999");
  }

  @Test
  void aPeriodEndsByItselfWithTheNextBlockOfAnyRule() {
    assertThat(run(new CollapsePolicy(1, 1_000, 10), 0, 1, 2, 1_000, 1_001))
        .containsExactly("1 at 0", "2 at 1 to 2", "1 at 1000", "1 at 1001");
  }

  @Test
  void onePeriodTooManyClosesTheOneOpenedFirst() {
    BlockCollapser collapser = new BlockCollapser(new CollapsePolicy(1, 1_000, 2));
    List<Block> given = new ArrayList<>();
    collapser.offer(block("a", 0), 0, given);
    collapser.offer(block("a", 1), 1, given);
    collapser.offer(block("a", 2), 2, given);
    collapser.offer(block("b", 3), 3, given);
    assertThat(said(given)).containsExactly("1 at 0", "1 at 3");
    collapser.offer(block("c", 4), 4, given);
    assertThat(said(given)).containsExactly("1 at 0", "1 at 3", "2 at 1 to 2", "1 at 4");
  }

  @Test
  void whateverGoesInComesOutOneByOneOrCounted() {
    Seeded seeded = new Seeded("collapsing");
    for (int run = 0; run < 200; run++) {
      BlockCollapser collapser =
          new BlockCollapser(
              new CollapsePolicy(
                  seeded.between(1, 4), seeded.between(1, 500), seeded.between(1, 5)));
      List<Block> offered = new ArrayList<>();
      List<Block> given = new ArrayList<>();
      long millis = 0;
      for (int i = 0; i < 300; i++) {
        millis += seeded.between(0, 30);
        Block block = block(seeded.oneOf(List.of("a", "b", "c", "d", "e")), millis);
        offered.add(block);
        collapser.offer(block, millis, given);
      }
      given.addAll(collapser.flush());
      assertThat(counts(given)).isEqualTo(counts(offered));
    }
  }

  private static Map<String, Long> counts(List<Block> blocks) {
    return blocks.stream()
        .collect(
            Collectors.groupingBy(
                Block::blockedBy, Collectors.summingLong(block -> block.repeats().count())));
  }

  private static List<String> run(CollapsePolicy policy, long... times) {
    BlockCollapser collapser = new BlockCollapser(policy);
    List<Block> given = new ArrayList<>();
    for (long millis : times) {
      collapser.offer(block("a", millis), millis, given);
    }
    given.addAll(collapser.flush());
    return said(given);
  }

  private static List<String> said(List<Block> given) {
    return given.stream().map(BlockCollapserTest::said).toList();
  }

  private static String said(Block block) {
    String at =
        block.header().links().restsOn().stream()
            .map(SnapshotRef::runId)
            .collect(Collectors.joining(" to "));
    return block.repeats().count() + " at " + at;
  }

  private static Block block(String rule, long millis) {
    return new Block(
        new Header(
            null,
            Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC),
            "s",
            "A",
            new Links(null, null, List.of(new SnapshotRef("" + millis, null)))),
        rule,
        new RuleRef(rule, "1"),
        null,
        JsonNumber.of(1),
        JsonNumber.of(2),
        null,
        null,
        null,
        null,
        Repeats.ONCE,
        JsonObject.EMPTY,
        JsonObject.EMPTY);
  }
}
