package qts.runtime.recorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import qts.observer.Outcome;

/**
 * The account of every input: per stream (a source within a session) how many ended in which
 * outcome. Survives restarts through ledger records. Used under the sequencer's lock.
 */
final class Ledger {
  /**
   * How many streams are counted one by one, if a record has room for them. Beyond it the account
   * of the stream that was quiet for longest is added to {@link #EARLIER}; should that stream come
   * back, its numbers go on above all that were given out to streams folded so.
   */
  static final int MAX_STREAMS = 1_000;

  /** The most that an account takes in a ledger record beside its names. */
  private static final int ACCOUNT_BYTES = 256;

  /** The most that a character of a name takes there. */
  private static final int CHARACTER_BYTES = 6;

  /** What is left for the account of what was folded, and what else is in the record. */
  private static final int OTHER_BYTES = 1_024;

  static final StreamName UNKNOWN = new StreamName("unknown", "unknown");
  static final StreamName EARLIER = new StreamName("earlier", "earlier");

  private final Map<StreamName, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);
  private Account earlier = new Account(EARLIER, Counts.NONE, 0);
  private final Counts.Tally total = new Counts.Tally(Counts.NONE);
  private Counts restored = Counts.NONE;
  private Uncounted uncounted = Uncounted.NOTHING;
  private final int maxBytes;
  private int bytes;

  /**
   * @param maxBytes how much a ledger record may take
   */
  Ledger(int maxBytes) {
    this.maxBytes = maxBytes - OTHER_BYTES;
  }

  /** One stream's account. */
  static final class Account {
    private final StreamName name;
    private final String text;
    private final Counts.Tally tally;
    private long sequence;

    private Account(StreamName name, Counts start, long sequence) {
      this.name = name;
      this.text = name.toString();
      this.tally = new Counts.Tally(start);
      this.sequence = sequence;
    }

    StreamName name() {
      return name;
    }

    /** The stream as records name it. */
    String text() {
      return text;
    }

    Counts counts() {
      return tally.counts();
    }

    /** The number of the last record of this stream. */
    long sequence() {
      return sequence;
    }

    /** The number of the next record of this stream. */
    long nextSequence() {
      return ++sequence;
    }
  }

  /** The account of a stream; opens one where there is none. */
  Account account(StreamName name) {
    if (name.equals(EARLIER)) {
      return earlier;
    }
    Account known = accounts.get(name);
    if (known == null) {
      known = new Account(name, Counts.NONE, earlier.sequence);
      open(known);
    }
    return known;
  }

  private void open(Account account) {
    accounts.put(account.name, account);
    bytes += bytes(account.name);
    while (accounts.size() > MAX_STREAMS || (bytes > maxBytes && accounts.size() > 1)) {
      Account eldest = accounts.values().iterator().next();
      accounts.remove(eldest.name);
      bytes -= bytes(eldest.name);
      earlier = joined(earlier, eldest);
    }
  }

  private static int bytes(StreamName name) {
    return ACCOUNT_BYTES + CHARACTER_BYTES * (name.source().length() + name.session().length());
  }

  /** One account of what two counted, under the name of the first. */
  private static Account joined(Account first, Account second) {
    return new Account(
        first.name,
        first.counts().plus(second.counts()),
        Math.max(first.sequence, second.sequence));
  }

  void add(Account account, Outcome outcome) {
    account.tally.add(outcome);
    total.add(outcome);
  }

  /**
   * Puts an account back as a ledger record has it. Ledger records of older versions can have
   * several accounts that records name alike: these become one, by the name that records give.
   */
  void restore(StreamName name, Counts counts, long sequence) {
    Account account = new Account(StreamName.parse(name.toString()), counts, sequence);
    if (account.name.equals(EARLIER)) {
      earlier = joined(earlier, account);
    } else {
      Account known = accounts.get(account.name);
      if (known == null) {
        open(account);
      } else {
        accounts.put(account.name, joined(known, account));
      }
    }
    restored = restored.plus(counts);
  }

  /** Counts a record that was written after the last ledger record. */
  void restore(StreamName name, Outcome outcome, long sequence) {
    Account account = account(name);
    account.sequence = Math.max(account.sequence, sequence);
    add(account, outcome);
  }

  void restore(Uncounted uncounted) {
    this.uncounted = uncounted;
  }

  /** Of which time duplicates and shed inputs are not among the counts. */
  Uncounted uncounted() {
    return uncounted;
  }

  Counts total() {
    return restored.plus(total.counts());
  }

  /** All accounts, the one that was quiet for longest first. */
  List<Account> accounts() {
    List<Account> all = new ArrayList<>(accounts.values());
    if (earlier.sequence > 0 || earlier.counts().received() > 0) {
      all.addFirst(earlier);
    }
    return all;
  }
}
