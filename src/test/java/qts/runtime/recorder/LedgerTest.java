package qts.runtime.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import qts.observer.Finding;
import qts.observer.Outcome;

class LedgerTest {
  private static final Finding NONE = new Finding("", "", "", "", "");
  private static final Outcome SHED = new Outcome.Shed(NONE);
  private static final Outcome RECORDED = new Outcome.Recorded(1, 0);

  private final Ledger ledger = new Ledger();

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

  private void record(StreamName name, int records) {
    for (int i = 0; i < records; i++) {
      Ledger.Account account = ledger.account(name);
      account.nextSequence();
      ledger.add(account, RECORDED);
    }
  }

  private static Ledger restored(Ledger ledger) {
    Ledger again = new Ledger();
    LedgerRecord.read(LedgerRecord.write(ledger), again);
    return again;
  }

  private static Counts sum(Ledger ledger) {
    return ledger.accounts().stream().map(Ledger.Account::counts).reduce(Counts.NONE, Counts::plus);
  }
}
