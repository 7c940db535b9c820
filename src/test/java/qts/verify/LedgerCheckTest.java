package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qts.journal.DiskStorage;
import qts.journal.Entry;
import qts.journal.Journal;
import qts.journal.JournalSettings;
import qts.journal.RecordKind;
import qts.journal.SilentListener;

/**
 * Journals whose files are as they were written, by a recorder that counted wrong: every hash and
 * checksum is right, and only the ledger gives it away.
 */
class LedgerCheckTest {
  private static final long START_MILLIS = 1_767_225_600_000L;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long sequence;
  private long nanos;

  @Test
  void countsThatAgreeWithTheRecordsAreIntact() throws IOException {
    write(journal -> {
      start(journal);
      records(journal, RecordKind.SNAPSHOT, 3);
      records(journal, RecordKind.REJECTED, 2);
      records(journal, RecordKind.BLOCKED, 1);
      ledger(journal, account("a@1", 3, 2, 1, 4, 0));
      records(journal, RecordKind.JUDGMENT, 1);
      ledger(journal, account("a@1", 4, 2, 1, 5, 2));
    });
    assertIntact();
  }

  @Test
  void aRecordTooManyIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 3);
      ledger(journal, account("a@1", 2, 0, 0, 0, 0));
    });
    assertViolated(
        "positions 0 to 3: the ledger grew by 2 recorded, 0 rejected, 0 blocked, "
            + "the records since the one before give 3 recorded, 0 rejected, 0 blocked");
  }

  @Test
  void aRecordTooFewIsNamedInTheLedgerThatMissesIt() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 3);
      ledger(journal, account("a@1", 3, 0, 0, 0, 0));
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 5, 0, 0, 0, 0));
    });
    assertViolated(
        "positions 4 to 5: the ledger of a@1 grew by 2 recorded, 0 rejected, 0 blocked, "
            + "its records since the one before give 1 recorded, 0 rejected, 0 blocked");
  }

  @Test
  void aRejectedInputThatIsCountedAsRecordedIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 2);
      records(journal, RecordKind.REJECTED, 1);
      ledger(journal, account("a@1", 3, 0, 0, 0, 0));
    });
    assertViolated("position", "the records since the one before give 2 recorded, 1 rejected");
  }

  @Test
  void aSourceThatIsMissingIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      records(journal, RecordKind.SNAPSHOT, "b@1", 1);
      ledger(journal, account("a@1", 2, 0, 0, 0, 0) + "," + account("b@1", 1, 0, 0, 0, 0));
      ledger(journal, account("a@1", 2, 0, 0, 0, 0));
    });
    assertViolated(
        "position 4: the ledger of b@1 grew by -1 recorded, 0 rejected, 0 blocked, "
            + "its records since the one before give 0 recorded");
  }

  @Test
  void countsThatWereMovedToAnotherSourceAreNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      records(journal, RecordKind.SNAPSHOT, "b@1", 1);
      ledger(journal, account("a@1", 1, 0, 0, 0, 0) + "," + account("b@1", 2, 0, 0, 0, 0));
    });
    assertViolated("the ledger of a@1 grew by 1", "the ledger of b@1 grew by 2");
  }

  @Test
  void aSourceThatIsCountedTwiceIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 1, 0, 0, 0, 0) + "," + account("a@1", 1, 0, 0, 0, 0));
    });
    assertViolated(
        "the ledger grew by 2 recorded, 0 rejected, 0 blocked, the records since",
        "the ledger of a@1 grew by 2 recorded");
  }

  /** Recorders wrote such accounts of rejected inputs; to the records they are one. */
  @Test
  void accountsThatRecordsNameAlikeAreAddedUp() throws IOException {
    write(journal -> {
      records(journal, RecordKind.REJECTED, "a@b@c", 3);
      String first = account("a@b@c", 0, 1, 0, 0, 0).replace("\"a\"", "\"a@b\"");
      ledger(journal, first.replace("\"b@c\"", "\"c\"") + "," + account("a@b@c", 0, 2, 0, 0, 0));
    });
    assertIntact();
  }

  @Test
  void streamsThatWereFoldedAwayAgreeWithTheAccountThatTookThem() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      records(journal, RecordKind.SNAPSHOT, "b@1", 1);
      ledger(journal, account("a@1", 2, 0, 0, 0, 0) + "," + account("b@1", 1, 0, 0, 0, 0));
      records(journal, RecordKind.SNAPSHOT, "a@1", 1);
      records(journal, RecordKind.REJECTED, "c@1", 1);
      ledger(
          journal,
          account("earlier@earlier", 3, 0, 0, 0, 0)
              + ","
              + account("b@1", 1, 0, 0, 0, 0)
              + ","
              + account("c@1", 0, 1, 0, 0, 0));
    });
    assertIntact();
  }

  @Test
  void aStreamThatCameBackAfterItWasFoldedAwayIsCountedAnew() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      ledger(journal, account("a@1", 2, 0, 0, 0, 0));
      records(journal, RecordKind.SNAPSHOT, "a@1", 3);
      long folded = sequence;
      records(journal, RecordKind.SNAPSHOT, "a@1", 1);
      String again = account("a@1", 1, 0, 0, 0, 0);
      sequence = folded;
      ledger(journal, account("earlier@earlier", 5, 0, 0, 0, 0) + "," + again);
    });
    assertIntact();
  }

  @Test
  void countsThatWereMovedToAnotherSourceAreNamedWhileAnotherIsFoldedAway() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      records(journal, RecordKind.SNAPSHOT, "b@1", 3);
      records(journal, RecordKind.SNAPSHOT, "c@1", 1);
      ledger(
          journal,
          account("a@1", 2, 0, 0, 0, 0)
              + ","
              + account("b@1", 3, 0, 0, 0, 0)
              + ","
              + account("c@1", 1, 0, 0, 0, 0));
      records(journal, RecordKind.SNAPSHOT, "b@1", 1);
      ledger(
          journal,
          account("earlier@earlier", 2, 0, 0, 0, 0)
              + ","
              + account("b@1", 3, 0, 0, 0, 0)
              + ","
              + account("c@1", 2, 0, 0, 0, 0));
    });
    assertViolated(
        "positions 7 to 8: the ledger of b@1 grew by 0 recorded",
        "positions 7 to 8: the ledger of c@1 grew by 1 recorded");
  }

  @Test
  void countsThatWereLostInFoldingAreNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      ledger(journal, account("a@1", 2, 0, 0, 0, 0));
      records(journal, RecordKind.SNAPSHOT, "b@1", 1);
      ledger(
          journal, account("earlier@earlier", 1, 0, 0, 0, 0) + "," + account("b@1", 1, 0, 0, 0, 0));
    });
    assertViolated(
        "the ledger of the streams that were folded into earlier@earlier grew by -1 recorded, "
            + "0 rejected, 0 blocked, their records since the one before give 0 recorded");
  }

  @Test
  void aNumberThatWasLostInFoldingIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 3);
      String b = account("b@1", 0, 0, 0, 1, 0);
      sequence = 2;
      ledger(journal, account("earlier@earlier", 3, 0, 0, 0, 0) + "," + b);
    });
    assertViolated("the ledger of a@1 ends with number 2, its records with 3");
  }

  /** Whoever calls itself as the account of what was folded away. */
  @Test
  void anInputOfTheFoldedAccountsNameHidesNoOther() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, "a@1", 2);
      records(journal, RecordKind.SNAPSHOT, "b@1", 1);
      records(journal, RecordKind.REJECTED, "earlier@earlier", 1);
      ledger(
          journal,
          account("a@1", 1, 0, 0, 0, 0)
              + ","
              + account("b@1", 2, 0, 0, 0, 0)
              + ","
              + account("earlier@earlier", 0, 1, 0, 0, 0));
    });
    assertViolated("the ledger of a@1 grew by 1", "the ledger of b@1 grew by 2");
  }

  @Test
  void countsThatWereResetAreNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 5);
      ledger(journal, account("a@1", 5, 0, 0, 0, 0));
      start(journal);
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 1, 0, 0, 0, 0));
    });
    assertViolated("the ledger grew by -4 recorded");
  }

  @Test
  void duplicatesThatBecomeFewerAreNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 1, 0, 0, 3, 0));
      ledger(journal, account("a@1", 1, 0, 0, 2, 0));
    });
    assertViolated("position 2: the ledger counts fewer duplicates or shed inputs than the one");
  }

  @Test
  void shedInputsThatTheShedRecordsTellOfMustBeCounted() throws IOException {
    write(journal -> {
      start(journal);
      own(journal, RecordKind.SHED, "{\"shed\":7,\"from_ms\":1,\"to_ms\":2}");
      own(journal, RecordKind.SHED, "{\"shed\":2,\"from_ms\":2,\"to_ms\":3}");
      ledger(journal, account("a@1", 0, 0, 0, 0, 8));
    });
    assertViolated("the ledger counts 8 shed inputs since the start, the shed records 9");
  }

  @Test
  void anAccountThatDoesNotAddUpIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 1, 0, 0, 0, 0).replace("\"received\":1", "\"received\":2"));
    });
    assertViolated("position", "the ledger does not add up for a@1");
  }

  @Test
  void aNumberThatIsBehindTheRecordsIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 3);
      sequence = 2;
      ledger(journal, account("a@1", 3, 0, 0, 0, 0));
    });
    assertViolated("the ledger of a@1 ends with number 2, its records with 3");
  }

  @Test
  void aLedgerRecordThatIsNotOneIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 1);
      own(journal, RecordKind.LEDGER, "{\"streams\":[{\"source\":\"a\"}]}");
      own(journal, RecordKind.LEDGER, "[");
    });
    assertViolated(
        "position",
        "can't be read: 'recorded' is not a number",
        "can't be read: the JSON is broken");
  }

  @Test
  void aLedgerRecordThatIsMissingIsNamed() throws IOException {
    write(journal -> {
      for (int second = 0; second < 200; second++) {
        nanos += 1_000_000_000;
        records(journal, RecordKind.SNAPSHOT, 1);
      }
      ledger(journal, account("a@1", 200, 0, 0, 0, 0));
    });
    assertViolated(
        "positions 0 to 200: records came in 200 different seconds without a ledger record");
  }

  @Test
  void aJournalThatGoesOnWithoutLedgerRecordsIsNamed() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 1, 0, 0, 0, 0));
      for (int second = 0; second < 200; second++) {
        nanos += 1_000_000_000;
        records(journal, RecordKind.SNAPSHOT, 1);
      }
    });
    assertViolated("positions 2 to 201: records came in 200 different seconds");
  }

  /** An hour of silence is no hour without a ledger. */
  @Test
  void secondsInWhichNothingCameNeedNoLedgerRecord() throws IOException {
    write(journal -> {
      records(journal, RecordKind.SNAPSHOT, 1);
      nanos += 3_600_000_000_000L;
      records(journal, RecordKind.SNAPSHOT, 1);
      ledger(journal, account("a@1", 2, 0, 0, 0, 0));
    });
    assertIntact();
  }

  @Test
  void whatAKilledRunDidNotCountIsAWarning() throws IOException {
    String uncounted = ",\"uncounted\":{\"runs\":%d,\"from_ms\":1000,\"to_ms\":2000}";
    write(journal -> {
      start(journal);
      records(journal, RecordKind.SNAPSHOT, 1);
      own(journal, RecordKind.SHED, "{\"shed\":7,\"from_ms\":1,\"to_ms\":2}");
      start(journal);
      ledger(journal, account("a@1", 1, 0, 0, 0, 0), uncounted.formatted(1));
      ledger(journal, account("a@1", 1, 0, 0, 0, 0), uncounted.formatted(1));
    });
    assertIntact();
    assertThat(out.toString(UTF_8))
        .containsOnlyOnce(
            "position 4: duplicates and shed inputs from 1970-01-01T00:00:01Z to"
                + " 1970-01-01T00:00:02Z are not counted, the recorder was killed");
  }

  @Test
  void killedRunsThatTheLedgerForgetsAreNamed() throws IOException {
    String uncounted = ",\"uncounted\":{\"runs\":%d,\"from_ms\":1000,\"to_ms\":2000}";
    write(journal -> {
      ledger(journal, account("a@1", 0, 0, 0, 0, 0), uncounted.formatted(2));
      ledger(journal, account("a@1", 0, 0, 0, 0, 0), uncounted.formatted(1));
      ledger(journal, account("a@1", 0, 0, 0, 0, 0));
    });
    assertViolated(
        "position 1: the ledger tells of fewer runs",
        "position 2: the ledger no longer tells of the runs");
  }

  private interface Writing {
    void to(Journal journal) throws IOException;
  }

  private void write(Writing writing) throws IOException {
    DiskStorage disk =
        new DiskStorage(folder, () -> Instant.ofEpochMilli(START_MILLIS), () -> nanos);
    try (Journal journal =
        Journal.open(
            disk,
            JournalSettings.standard(),
            () -> new UUID(1, 1),
            (g, i) -> 0,
            new SilentListener())) {
      writing.to(journal);
    }
  }

  private void records(Journal journal, RecordKind kind, int count) throws IOException {
    records(journal, kind, "a@1", count);
  }

  private void records(Journal journal, RecordKind kind, String stream, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      append(journal, new Entry().of(kind, stream, ++sequence, 1, START_MILLIS, nanos), "{}");
    }
  }

  private void start(Journal journal) throws IOException {
    own(journal, RecordKind.LIFECYCLE, "{\"event\":\"start\"}");
  }

  private void ledger(Journal journal, String accounts) throws IOException {
    ledger(journal, accounts, "");
  }

  private void ledger(Journal journal, String accounts, String more) throws IOException {
    own(journal, RecordKind.LEDGER, "{\"streams\":[" + accounts + "]" + more + "}");
  }

  private void own(Journal journal, RecordKind kind, String payload) throws IOException {
    append(journal, new Entry().of(kind, "observer@observer", 0, 1, START_MILLIS, nanos), payload);
  }

  private static void append(Journal journal, Entry entry, String payload) throws IOException {
    byte[] bytes = payload.getBytes(UTF_8);
    journal.append(entry.payload(bytes, 0, bytes.length), 0);
  }

  private String account(
      String stream, long recorded, long rejected, long blocked, long duplicate, long shed) {
    String[] name = stream.split("@", 2);
    return """
    {"source":"%s","session":"%s","sequence":%d,"received":%d,"recorded":%d,"rejected":%d,\
    "blocked":%d,"duplicate":%d,"shed":%d}\
    """
        .formatted(
            name[0],
            name[1],
            sequence,
            recorded + rejected + blocked + duplicate + shed,
            recorded,
            rejected,
            blocked,
            duplicate,
            shed);
  }

  private void assertIntact() {
    assertThat(verify("--ledger")).as(out.toString(UTF_8)).isZero();
    assertThat(out.toString(UTF_8)).endsWith("INTACT: everything is as it was written.\n");
  }

  /** Violated, with the file and the places; without the ledger nothing would be found. */
  private void assertViolated(String... what) {
    assertThat(verify("--ledger")).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .containsPattern("violation  segment-0000000001\\.qtsj, byte [1-9][0-9]*, position")
        .contains(what);
    assertThat(verify()).isZero();
  }

  private int verify(String... options) {
    PrintStream answers = new PrintStream(out, true, UTF_8);
    Verification verification =
        new Verification(InputStream.nullInputStream(), folder, answers, answers, () -> 0);
    String[] args = Arrays.copyOf(options, options.length + 1);
    args[options.length] = folder.toString();
    return new CommandLine(verification, 2, answers, answers).run(args);
  }
}
