package qts.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.runtime.cli.FakeShell.Result;
import qts.runtime.recorder.Recorder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looking at a journal of two sealed segments and an open one. */
class JournalCommandsTest {
  private static final String FIRST = "segment-0000000001.qtsj";
  private static final String SECOND = "segment-0000000002.qtsj";
  private static final String THIRD = "segment-0000000003.qtsj";

  @TempDir Path folder;
  private JournalFixture journal;

  @BeforeEach
  void threeSegments() throws IOException {
    journal = new JournalFixture(folder).fill(3);
  }

  @Test
  void everySegmentIsListedWithWhatItHolds() {
    Result person = run("ls");
    List<JsonNode> lines = json(run("ls", "--json"));

    assertThat(person.status()).isZero();
    assertThat(person.out().lines().toList()).hasSize(5).last().asString().contains("3 segments");
    assertThat(texts(lines, "state")).containsExactly("sealed", "sealed", "open");
    assertThat(texts(lines, "index")).containsExactly("ok", "ok", "none");
    assertThat(lines.getFirst().path("first_position").asLong()).isZero();
    assertThat(lines.get(1).path("first_position").asLong())
        .isEqualTo(lines.getFirst().path("last_position").asLong() + 1);
    assertThat(lines.getLast().path("kinds").toString())
        .isEqualTo("[\"snapshot\",\"ledger\",\"lifecycle\"]");
    assertThat(lines.getFirst().path("bytes_per_record").asDouble()).isGreaterThan(10_000);
  }

  @Test
  void aSegmentThatIsDamagedOrHasNoIndexIsListedSo() throws IOException {
    journal.damageGroup(THIRD, 0);
    Files.delete(journal.file("segment-0000000001.idx"));
    journal.flip("segment-0000000002.idx", 100);
    List<JsonNode> lines = json(run("ls", "--json"));

    assertThat(texts(lines, "index")).containsExactly("missing", "stale", "none");
    assertThat(lines.getLast().path("damages").get(0).path("file").asString()).isEqualTo(THIRD);
  }

  @Test
  void aHealthyJournalGetsNothingButNotes() throws IOException {
    Result result = run("doctor");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .endsWith("Nothing is wrong with the journal in " + journal.folder() + ".\n");
    assertThat(ids()).isEmpty();
  }

  @Test
  void whoHoldsTheJournalIsNamed() throws IOException {
    try (Recorder recorder = journal.open()) {
      assertThat(recorder.journal().isClosed()).isFalse();
      Result result = run("doctor");
      assertThat(result.status()).isZero();
      assertThat(result.out())
          .contains(
              "note lock-held\n  found:  the journal is being written to by process "
                  + ProcessHandle.current().pid());
    }
  }

  @Test
  void aDamagedGroupIsFoundWithItsPositionsAndEverythingIsLeftAsItIs() throws IOException {
    journal.damageGroup(FIRST, 2);
    List<String> before = journal.image();
    Result result = run("doctor");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .startsWith("damage damaged\n  found:  " + FIRST + ", byte ")
        .contains("The records at positions 2 to 2 can't be read; all others can.")
        .contains("do:     Restore the segment from a backup.")
        .endsWith("1 things are wrong with the journal in " + journal.folder() + ".\n");
    assertThat(journal.image()).isEqualTo(before);
  }

  @Test
  void eachAilmentHasItsName() throws IOException {
    Files.delete(journal.file("watermark"));
    Files.delete(journal.file("segment-0000000001.idx"));
    journal.flip("segment-0000000002.idx", 100);
    Files.writeString(journal.file("segment-0000000001.idx.new"), "half");
    Files.writeString(journal.file("notes.txt"), "mine");
    assertThat(ids())
        .containsExactly(
            "watermark-missing", "index-missing", "index-stale", "unknown-file", "leftover");
  }

  @Test
  void acknowledgedRecordsThatAreGoneAreFound() throws IOException {
    Files.delete(journal.file(THIRD));
    assertThat(ids()).containsExactly("damaged");
    Files.delete(journal.file(FIRST));
    assertThat(ids()).containsExactly("damaged", "begins-later");
    Files.delete(journal.file(SECOND));
    assertThat(ids()).contains("segments-missing");
  }

  @Test
  void aMissingSegmentInTheMiddleIsFound() throws IOException {
    Files.delete(journal.file(SECOND));
    assertThat(run("doctor").out())
        .contains("records between this segment and the next are missing");
  }

  @Test
  void aSegmentOfALaterVersionIsNotJudged() throws IOException {
    byte[] bytes = Files.readAllBytes(journal.file(FIRST));
    bytes[8] = 2;
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, 88);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(88, (int) checksum.getValue());
    Files.write(journal.file(FIRST), bytes);
    Result result = run("doctor");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).startsWith("unreadable newer-version");
  }

  @Test
  void aTornTailIsToldApartFromDamage() throws IOException {
    byte[] bytes = Files.readAllBytes(journal.file(THIRD));
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    bytes[(end + 7) / 8 * 8 + 100] = 1;
    Files.write(journal.file(THIRD), bytes);

    assertThat(ids()).containsExactly("torn-tail");
  }

  @Test
  void aClockThatIsBehindIsNoticed() throws IOException {
    Path future = folder.resolve("future");
    JournalFixture later = new JournalFixture(future);
    try (Recorder recorder =
        Recorder.open(
            qts.runtime.recorder.RecorderSettings.in(later.folder()),
            new qts.runtime.recorder.RecorderClock() {
              @Override
              public long millis() {
                return System.currentTimeMillis() + 86_400_000;
              }

              @Override
              public long nanos() {
                return System.nanoTime();
              }
            },
            java.util.UUID::randomUUID,
            failure -> {})) {
      recorder.journal().awaitDurable(0);
    }
    Result result = new FakeShell(folder).run("journal", "doctor", "--data-dir", "future");

    assertThat(result.out()).startsWith("warning clock-behind");
  }

  @Test
  void aDiskThatIsNearlyFullIsNoticed() {
    Result full =
        new FakeShell(folder)
            .with("OBSERVER_DISK_RESERVE_BYTES", "1024GiB")
            .run("journal", "doctor", "--data-dir", folder.toString());

    assertThat(full.status()).isEqualTo(1);
    assertThat(full.out()).startsWith("warning disk-full");
  }

  @Test
  void repairMakesIndexesAndNothingElse() throws IOException {
    List<String> before = journal.image();
    Files.delete(journal.file("segment-0000000001.idx"));
    journal.flip("segment-0000000002.idx", 100);
    Result result = run("doctor", "--repair");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .startsWith("made the index of " + FIRST + "\nmade the index of " + SECOND + "\n");
    assertThat(journal.image()).isEqualTo(before);
  }

  @Test
  void repairIsRefusedWhileARecorderIsAtWork() throws IOException {
    try (Recorder recorder = journal.open()) {
      assertThat(recorder.journal().isClosed()).isFalse();
      Result result = run("doctor", "--repair");
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).contains("another recorder holds the journal");
    }
  }

  @Test
  void aScrubPraisesAnIntactJournalAndLeavesNothingBehind() throws IOException {
    List<String> before = journal.image();
    Result result = run("scrub");

    assertThat(result.status()).isZero();
    assertThat(result.out()).startsWith("3 segments, ").endsWith(": all is as it was written.\n");
    assertThat(journal.image()).isEqualTo(before);
  }

  @Test
  void aScrubNamesDamageAndKeepsItsBytes() throws IOException {
    journal.damageGroup(FIRST, 2);
    journal.damageGroup(THIRD, 0);
    int at = journal.groupAt(FIRST, 2);
    Result result = run("scrub");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .contains(
            "damaged: " + FIRST + ", byte " + at + ": damaged up to byte ",
            "; positions 2 to 2 can't be read",
            "kept a copy: quarantine/" + FIRST + "." + at + ".damaged",
            "2 places are damaged, 2 records can't be read.");
    assertThat(json(run("scrub", "--json")).getFirst().at("/pass/lost_records").asLong())
        .isEqualTo(2);
    assertThat(run("doctor").out()).contains("note quarantine\n  found:  2 copies in ");
  }

  /** The verifier changes nothing and names the command that keeps what it found. */
  @Test
  void whatVerifyFindsIsPutInQuarantineByTheCommandItNames() throws IOException {
    journal.damageGroup(SECOND, 1);
    Result verified = new FakeShell(folder).run("verify", folder.toString());
    assertThat(verified.status()).isEqualTo(1);
    assertThat(verified.out())
        .contains("next       This only reads. 'observer journal scrub' copies");
    assertThat(journal.folder().resolve("quarantine")).doesNotExist();

    String place = "segment-0000000002.qtsj, byte ";
    int from = verified.out().indexOf(place) + place.length();
    String offset = verified.out().substring(from, verified.out().indexOf(',', from));
    assertThat(run("scrub").status()).isEqualTo(1);
    assertThat(journal.file("quarantine/" + SECOND + "." + offset + ".damaged")).isNotEmptyFile();
    assertThat(new FakeShell(folder).run("verify", "--data-dir", folder.toString()).status())
        .isEqualTo(1);
  }

  @Test
  void aScrubOfAJournalWhoseSegmentsAreAllGoneNamesThePositions() throws IOException {
    long last = lastPosition(THIRD);
    for (String segment : List.of(FIRST, SECOND, THIRD)) {
      Files.delete(journal.file(segment));
    }
    Result result = run("scrub");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out())
        .isEqualTo(
            """
            damaged: watermark, byte 0: the watermark names position %1$d, but there is no segment; \
            positions 0 to %1$d can't be read
            0 segments, 0 groups, 0 records, 0 B read: 1 place is damaged, %2$d records can't be read.
            """
                .formatted(last, last + 1));

    Files.delete(journal.file("watermark"));
    assertThat(run("scrub").status()).isEqualTo(2);
  }

  @Test
  void aScrubOfAJournalThatBeginsLaterSaysSo() throws IOException {
    long next = lastPosition(FIRST) + 1;
    Files.delete(journal.file(FIRST));
    Result result = run("scrub");
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .startsWith(
            "note: the first segment is number 2, with position %d; earlier ones were deleted or moved"
                    .formatted(next)
                + " away\n2 segments, ")
        .endsWith(": all is as it was written.\n");
    assertThat(json(run("scrub", "--json")).getFirst().path("begins_later").toString())
        .isEqualTo("{\"segment\":2,\"position\":%d}".formatted(next));
  }

  @Test
  void aScrubNamesThePositionsThatAreGoneFromTheMiddleAndTheEnd() throws IOException {
    long first = lastPosition(FIRST);
    long second = lastPosition(SECOND);
    long third = lastPosition(THIRD);
    byte[] middle = Files.readAllBytes(journal.file(SECOND));
    Files.delete(journal.file(SECOND));
    assertThat(scrubbedDamage()).isEqualTo(List.of(FIRST, first + 1, second));

    Files.write(journal.file(SECOND), middle);
    Files.delete(journal.file(THIRD));
    assertThat(scrubbedDamage()).isEqualTo(List.of(SECOND, second + 1, third));

    Files.write(journal.file(THIRD), new byte[0]);
    assertThat(run("scrub").status()).as("a segment that was emptied").isEqualTo(1);
  }

  @Test
  void aScrubWithoutAWatermarkSaysWhatItCanNotTell() throws IOException {
    Files.delete(journal.file("watermark"));
    Result result = run("scrub");
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .isEqualTo(
            "observer: the watermark is missing or can't be read: it can't be told whether"
                + " acknowledged records are gone from the end\n");
  }

  private List<Object> scrubbedDamage() {
    Result result = run("scrub", "--json");
    assertThat(result.status()).isEqualTo(1);
    JsonNode damage = json(result).getFirst().at("/pass/damages/0");
    return List.of(
        damage.path("file").asString(),
        damage.path("first_lost").asLong(),
        damage.path("last_lost").asLong());
  }

  private long lastPosition(String segment) {
    return json(run("ls", "--json")).stream()
        .filter(line -> line.path("file").asString().equals(segment))
        .findFirst()
        .orElseThrow()
        .path("last_position")
        .asLong();
  }

  @Test
  void aScrubCanBeToldToKeepNothing() throws IOException {
    journal.damageGroup(FIRST, 2);

    assertThat(run("scrub", "--no-quarantine").status()).isEqualTo(1);
    assertThat(journal.names()).doesNotContain("quarantine");
  }

  @Test
  void anInterruptedScrubGoesOnWhereItWas() throws IOException {
    String id = json(run("scrub", "--json")).getFirst().at("/pass/journal_id").asString();
    Files.writeString(
        folder.resolve("scrub-command.json"),
        """
        {"running":{"journal_id":"%s","started_millis":1,"next_segment":3,"segments":2,"bytes":7,
        "groups":1,"records":1,"damaged_places":0,"lost_records":0,"damages":[]},"last":null,
        "finished_millis":0}\
        """
            .formatted(id));
    JsonNode resumed = json(run("scrub", "--json", "--resume")).getFirst().path("pass");
    JsonNode again = json(run("scrub", "--json", "--resume")).getFirst();

    assertThat(List.of(resumed.path("segments").asInt(), resumed.path("started_millis").asInt()))
        .containsExactly(3, 1);
    assertThat(again.at("/pass/segments").asInt()).isEqualTo(3);
    assertThat(again.path("notes").toString()).contains("no interrupted scrub");
  }

  @Test
  void aFolderWithoutAJournalCanNotBeJudged() {
    for (String tool : List.of("doctor", "scrub")) {
      Result result =
          new FakeShell(folder).run("journal", tool, "--data-dir", folder + "/elsewhere");
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).contains("There is no journal in");
    }
  }

  private List<String> ids() throws IOException {
    JsonNode answer = json(run("doctor", "--json")).getFirst();
    return Stream.iterate(0, i -> i + 1)
        .limit(answer.path("findings").size())
        .map(i -> answer.path("findings").get(i).path("id").asString())
        .toList();
  }

  private static List<String> texts(List<JsonNode> lines, String name) {
    return lines.stream().map(line -> line.path(name).asString()).toList();
  }

  private static List<JsonNode> json(Result result) {
    return result.out().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private Result run(String tool, String... arguments) {
    String[] all = new String[arguments.length + 4];
    all[0] = "journal";
    all[1] = tool;
    all[2] = "--data-dir";
    all[3] = folder.toString();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return new FakeShell(folder).with("OBSERVER_DISK_RESERVE_BYTES", "0").run(all);
  }
}
