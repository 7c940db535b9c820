package qts.runtime.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import qts.observer.Finding;
import qts.observer.Outcome;

class LedgerTest {
  private static final Finding NONE = new Finding("", "", "", "", "");
  private static final Outcome SHED = new Outcome.Shed(NONE);
  private static final Outcome RECORDED = new Outcome.Recorded(1, 0);

  private static final int MAX_BYTES = 4 << 20;

  private final Ledger ledger = new Ledger(MAX_BYTES);

  @Test
  void streamsThatWereOnlyShedStayInTheAccountsWhenTheyAreFolded() {
    for (int i = 0; i < Ledger.MAX_STREAMS + 200; i++) {
      ledger.add(ledger.account(new StreamName("market", "s" + i)), SHED);
    }
    assertThat(sum(ledger)).isEqualTo(ledger.total()).isEqualTo(new Counts(0, 0, 0, 0, 1_200));
    assertThat(sum(restored(ledger))).isEqualTo(new Counts(0, 0, 0, 0, 1_200));
  }

  @Test
  void aStreamThatComesBackIsNumberedAboveWhatWasFolded() {
    record(new StreamName("market", "first"), 7);
    for (int i = 0; i < Ledger.MAX_STREAMS; i++) {
      record(new StreamName("market", "s" + i), 1);
    }
    Ledger again = restored(ledger);
    assertThat(again.account(new StreamName("market", "first")).nextSequence()).isEqualTo(8);
    assertThat(sum(again)).isEqualTo(new Counts(1_007, 0, 0, 0, 0));
  }

  /** As ledger records of older versions have them. */
  @Test
  void accountsThatRecordsNameAlikeBecomeOne() {
    ledger.restore(new StreamName("a@b", "c"), new Counts(0, 2, 0, 0, 0), 2);
    ledger.restore(new StreamName("a", "b@c"), new Counts(0, 3, 0, 1, 0), 3);
    ledger.restore(Ledger.EARLIER, new Counts(40, 0, 0, 0, 0), 40);
    ledger.restore(Ledger.EARLIER, new Counts(0, 1, 0, 0, 0), 41);
    ledger.restore(Ledger.EARLIER, new Outcome.Rejected(9, NONE), 42);

    assertThat(Standing.of(ledger, new GapLog()).streams())
        .containsExactly(
            new Standing.Stream(Ledger.EARLIER, new Counts(40, 2, 0, 0, 0), 42),
            new Standing.Stream(new StreamName("a", "b@c"), new Counts(0, 5, 0, 1, 0), 3));
    assertThat(ledger.total()).isEqualTo(new Counts(40, 7, 0, 1, 0));
  }

  @Test
  void asManyStreamsAreCountedOneByOneAsARecordHasRoomFor() {
    Ledger small = new Ledger(32 << 10);
    for (int i = 0; i < Ledger.MAX_STREAMS; i++) {
      small.add(small.account(new StreamName("market", "\u0001".repeat(i % 256) + i)), RECORDED);
    }
    assertThat(LedgerRecord.write(small)).hasSizeBetween(16 << 10, 32 << 10);
    assertThat(sum(restored(small))).isEqualTo(new Counts(1_000, 0, 0, 0, 0));
    Ledger smaller = new Ledger(8 << 10);
    LedgerRecord.read(LedgerRecord.write(small), smaller);
    assertThat(LedgerRecord.write(smaller)).hasSizeLessThan(8 << 10);
    assertThat(sum(smaller)).isEqualTo(new Counts(1_000, 0, 0, 0, 0));
  }

  private void record(StreamName name, int records) {
    for (int i = 0; i < records; i++) {
      Ledger.Account account = ledger.account(name);
      account.nextSequence();
      ledger.add(account, RECORDED);
    }
  }

  private static Ledger restored(Ledger ledger) {
    Ledger again = new Ledger(MAX_BYTES);
    LedgerRecord.read(LedgerRecord.write(ledger), again);
    return again;
  }

  private static Counts sum(Ledger ledger) {
    return ledger.accounts().stream().map(Ledger.Account::counts).reduce(Counts.NONE, Counts::plus);
  }
}
