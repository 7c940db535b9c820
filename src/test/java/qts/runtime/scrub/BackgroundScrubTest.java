package qts.runtime.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.JournalSettings;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderSettings;
import qts.runtime.recorder.TestSnapshots;

/** Scrubs of a recorder's real folder of three sealed segments and an open one. */
@Timeout(60)
class BackgroundScrubTest {
  private static final long T0 = 1_768_089_792_417L;
  private static final String FIRST = "segment-0000000001.qtsj";

  @TempDir Path folder;
  private Recorder recorder;
  private volatile long millis = T0;

  @BeforeEach
  void fourSegments() throws IOException {
    recorder = open();
    for (int i = 0; !Files.exists(file("segment-0000000004.qtsj")); i++) {
      recorder.record(snapshot(i));
    }
  }

  @AfterEach
  void close() throws IOException {
    recorder.close();
  }

  @Test
  void allSealedSegmentsAreReadAndThenAgainAfterTheInterval() throws IOException {
    try (BackgroundScrub scrub = start(0)) {
      awaitFinished(scrub);
      ScrubStanding standing = scrub.standing();
      assertThat(standing.last().orElseThrow().segments()).isEqualTo(3);
      assertThat(standing.last().orElseThrow().damagedPlaces()).isZero();
      assertThat(standing.finishedMillis().orElseThrow()).isEqualTo(T0);
      assertThat(standing.nextMillis().orElseThrow()).isEqualTo(T0 + 86_400_000);
      assertThat(standing.running()).isEmpty();
      assertThat(recorder.integrity().places()).isZero();
    }
    millis = T0 + 86_400_001;
    try (BackgroundScrub scrub = start(0)) {
      Awaitility.await()
          .until(() -> scrub.standing().finishedMillis().orElse(0) == T0 + 86_400_001);
    }
  }

  @Test
  void damageIsToldRecordedAndKeptAndForgottenOnceItIsMended() throws IOException {
    int at = secondGroup();
    byte[] whole = Files.readAllBytes(file(FIRST));
    byte[] rotten = whole.clone();
    rotten[at + 200] ^= 1;
    Files.write(file(FIRST), rotten);
    try (BackgroundScrub scrub = start(0)) {
      awaitFinished(scrub);
    }
    assertThat(recorder.integrity().damages())
        .singleElement()
        .satisfies(d -> assertThat(d.file() + d.offset()).isEqualTo(FIRST + at));
    assertThat(recorder.integrity().lostRecords()).isPositive();
    assertThat(file("quarantine").resolve(FIRST + "." + at + ".damaged")).exists();
    recorder.close();

    Files.write(file(FIRST), whole);
    recorder = open();
    assertThat(recordsOfDamage()).isOne();
    start(0).close(); // nothing is due yet
    assertThat(recorder.integrity().places()).isOne();
    millis = T0 + 90_000_000;
    try (BackgroundScrub scrub = start(0)) {
      Awaitility.await().until(() -> scrub.standing().finishedMillis().orElse(0) == millis);
    }
    assertThat(recorder.integrity().places()).isZero();
  }

  @Test
  void aLastSegmentThatIsGoneIsTold() throws IOException {
    Files.delete(file("segment-0000000004.qtsj"));
    try (BackgroundScrub scrub = start(0)) {
      awaitFinished(scrub);
    }
    assertThat(recorder.integrity().damages())
        .singleElement()
        .asString()
        .contains("segment-0000000003.qtsj", "acknowledged records are gone from the end");
    assertThat(recorder.integrity().lostRecords()).isPositive();
  }

  @Test
  void thatAllSegmentsAreGoneIsToldUntilTheyAreBack() throws IOException {
    Path aside = Files.createDirectory(folder.resolve("aside"));
    for (int i = 1; i <= 4; i++) {
      String name = "segment-000000000" + i + ".qtsj";
      Files.move(file(name), aside.resolve(name));
    }
    try (BackgroundScrub scrub = start(0)) {
      Awaitility.await().until(() -> scrub.standing().last().isPresent());
      assertThat(scrub.standing().last().orElseThrow().damagedPlaces()).isOne();
    }
    assertThat(recorder.integrity().damages())
        .singleElement()
        .asString()
        .contains("watermark", "but there is no segment");
    for (int i = 1; i <= 4; i++) {
      String name = "segment-000000000" + i + ".qtsj";
      Files.move(aside.resolve(name), file(name));
    }
    millis = T0 + 90_000_000;
    try (BackgroundScrub scrub = start(0)) {
      Awaitility.await().until(() -> scrub.standing().finishedMillis().orElse(0) == millis);
    }
    assertThat(recorder.integrity().damages()).isEmpty();
  }

  @Test
  void aPassGoesOnAfterARestartWhereItWas() throws IOException {
    try (BackgroundScrub scrub = start(200 << 10)) {
      Awaitility.await()
          .until(() -> scrub.standing().running().map(ScrubPass::segments).orElse(0L) == 1);
    }
    try (BackgroundScrub scrub = start(0)) {
      awaitFinished(scrub);
      assertThat(scrub.standing().last().orElseThrow().segments()).isEqualTo(3);
      assertThat(scrub.standing().readBytes())
          .isLessThan(Files.size(file(FIRST)) * 5 / 2)
          .isPositive();
    }
  }

  @Test
  void whatIsRememberedOfAnotherJournalOrCanNotBeReadIsNothing() throws IOException {
    for (String text : new String[] {"{", "{\"running\":null,\"last\":7}"}) {
      Files.writeString(folder.resolve(ScrubMemoryFile.OF_SERVICE), text);
      assertThat(new ScrubMemoryFile(folder.resolve(ScrubMemoryFile.OF_SERVICE)).load())
          .isEqualTo(ScrubMemory.NONE);
    }
    new ScrubMemoryFile(folder.resolve(ScrubMemoryFile.OF_SERVICE))
        .save(ScrubMemory.NONE.finished(ScrubPass.begin("another", 1), T0));
    try (BackgroundScrub scrub = start(0)) {
      awaitFinished(scrub);
      assertThat(scrub.standing().last().orElseThrow().segments()).isEqualTo(3);
    }
  }

  @Test
  void aReaderThatMeetsDamageIsHeard() throws IOException {
    int at = secondGroup();
    byte[] rotten = Files.readAllBytes(file(FIRST));
    rotten[at + 200] ^= 1;
    Files.write(file(FIRST), rotten);
    try (var reader = recorder.journal().reader()) {
      reader.forward(qts.journal.ReadRange.everything(), new CountingVisitor());
    }

    assertThat(recorder.integrity().places()).isOne();
  }

  private long recordsOfDamage() throws IOException {
    CountingVisitor visitor = new CountingVisitor();
    try (var reader = recorder.journal().reader()) {
      reader.forward(
          qts.journal.ReadRange.everything().kinds(qts.journal.RecordKind.LIFECYCLE.bit()),
          visitor);
    }
    return visitor.damages;
  }

  private static final class CountingVisitor implements qts.journal.RecordVisitor {
    private long damages;

    @Override
    public boolean onRecord(qts.journal.Group group, int i) {
      damages += new String(group.payload(i), UTF_8).startsWith("{\"event\":\"damage\"") ? 1 : 0;
      return true;
    }

    @Override
    public void onDamage(qts.journal.Damage damage) {}
  }

  private static void awaitFinished(BackgroundScrub scrub) {
    Awaitility.await()
        .until(() -> scrub.standing().last().map(p -> p.segments() > 0).orElse(false));
  }

  private BackgroundScrub start(long bytesPerSecond) throws IOException {
    return BackgroundScrub.start(
        recorder,
        folder,
        Duration.ofDays(1),
        bytesPerSecond,
        () -> Instant.ofEpochMilli(millis),
        (thread, bug) -> {
          throw new AssertionError(bug);
        });
  }

  private Recorder open() throws IOException {
    RecorderSettings standard = RecorderSettings.in(Recorder.journalFolder(folder));
    return Recorder.open(
        new RecorderSettings(
            standard.journalFolder(),
            JournalSettings.standard().withSegmentBytes(256 << 10),
            standard.pipeline(),
            standard.guard(),
            standard.maxSnapshotBytes()),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private Path file(String name) {
    return Recorder.journalFolder(folder).resolve(name);
  }

  private int secondGroup() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file(FIRST))).order(ByteOrder.LITTLE_ENDIAN);
    return 4096 + bytes.getInt(4096 + 8);
  }

  private static byte[] snapshot(int number) {
    Random random = new Random(number);
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 1_300; i++) {
      noise.append(Long.toHexString(random.nextLong()));
    }
    return TestSnapshots.line("BTC", number, T0 + number, "71000.10")
        .replace("\"state\":{}", "\"state\":{\"noise\":\"" + noise + "\"}")
        .getBytes(UTF_8);
  }
}
