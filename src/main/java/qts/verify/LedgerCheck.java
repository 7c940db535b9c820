package qts.verify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes the ledger again: between two ledger records, the counts must grow by exactly the
 * records between them. Duplicates and what was shed leave no record of their own: their counts
 * must never fall, and those of what was shed must reach what the shed records tell.
 */
final class LedgerCheck {
  /** Takes the accounts of streams that were quiet for long. */
  private static final String EARLIER = "earlier@earlier";

  /**
   * In how many different seconds records may come until a ledger record follows: a recorder writes
   * one after 60 at most, and a busy machine may keep it waiting.
   */
  private static final long MAX_SECONDS = 180;

  private final Findings findings;
  private Map<String, Account> before = new LinkedHashMap<>();
  private Map<String, Account> counted = new LinkedHashMap<>();
  private String file = "";
  private LedgerSpan span = new LedgerSpan();
  private long from;
  private long ledgers;
  private long seconds;
  private long shed;
  private long shedAtStart;
  private long uncountedRuns;

  LedgerCheck(Findings findings) {
    this.findings = findings;
  }

  /** How many ledger records were compared. */
  long ledgers() {
    return ledgers;
  }

  /** The spans of the next segment. */
  void add(String segment, List<LedgerSpan> spans) {
    for (LedgerSpan next : spans) {
      if (next.position >= 0) {
        file = segment;
        span = next;
        add();
      }
    }
  }

  /** After the last segment. */
  void finish() {
    checkSeconds();
  }

  private void add() {
    span.counted.forEach(
        (stream, account) -> counted.computeIfAbsent(stream, name -> new Account()).add(account));
    seconds += span.seconds;
    shed += span.shed;
    switch (span.end) {
      case LEDGER -> ledger();
      case START -> start();
      case SEGMENT -> {}
    }
  }

  private void ledger() {
    ledgers++;
    checkSeconds();
    try {
      Map<String, Account> now = accounts();
      compare(now);
      before = now;
    } catch (DamagedBodyException e) {
      violation("the ledger record can't be read: " + e.what());
    }
    counted = new LinkedHashMap<>();
    from = span.position + 1;
  }

  /** What a run that was killed did not get to write is not held against it. */
  private void start() {
    checkSeconds();
    shed = 0;
    shedAtStart = total(before).shed;
  }

  private void checkSeconds() {
    if (seconds > MAX_SECONDS) {
      violation(
          "records came in %d different seconds without a ledger record: at least one is missing"
              .formatted(seconds));
    }
    seconds = 0;
  }

  private void violation(String what) {
    findings.violation(
        new Violation(file, span.offset, Math.min(from, span.position), span.position, what));
  }

  /** The accounts by the text that records have; several of one text are added up. */
  private Map<String, Account> accounts() {
    Map<String, Account> accounts = new LinkedHashMap<>();
    if (!(JsonText.parse(span.ledger.unpack()) instanceof Map<?, ?> ledger)
        || !(ledger.get("streams") instanceof List<?> streams)) {
      throw new DamagedBodyException("it has no streams");
    }
    for (Object entry : streams) {
      if (!(entry instanceof Map<?, ?> stream)) {
        throw new DamagedBodyException("a stream is not an object");
      }
      Account account = account(stream);
      String name = stream.get("source") + "@" + stream.get("session");
      accounts.computeIfAbsent(name, key -> new Account()).add(account);
      long received =
          account.recorded + account.rejected + account.blocked + account.duplicate + account.shed;
      if (JsonText.number(stream, "received") != received) {
        violation("the ledger does not add up for " + name);
      }
    }
    noteUncounted(ledger);
    return accounts;
  }

  private static Account account(Map<?, ?> stream) {
    Account account = new Account();
    account.recorded = JsonText.number(stream, "recorded");
    account.rejected = JsonText.number(stream, "rejected");
    account.blocked = JsonText.number(stream, "blocked");
    account.duplicate = JsonText.number(stream, "duplicate");
    account.shed = JsonText.number(stream, "shed");
    account.sequence = JsonText.number(stream, "sequence");
    return account;
  }

  /** A run that ended without its last ledger record took along what leaves no other trace. */
  private void noteUncounted(Map<?, ?> ledger) {
    if (!(ledger.get("uncounted") instanceof Map<?, ?> uncounted)) {
      if (uncountedRuns > 0) {
        violation("the ledger no longer tells of the runs that ended without a ledger record");
      }
      return;
    }
    long runs = JsonText.number(uncounted, "runs");
    if (runs < uncountedRuns) {
      violation("the ledger tells of fewer runs without a last ledger record than the one before");
    } else if (runs > uncountedRuns) {
      findings.warning(
          "%s, position %d: duplicates and shed inputs from %s to %s are not counted, the recorder was killed"
              .formatted(
                  file,
                  span.position,
                  Instant.ofEpochMilli(JsonText.number(uncounted, "from_ms")),
                  Instant.ofEpochMilli(JsonText.number(uncounted, "to_ms"))));
    }
    uncountedRuns = runs;
  }

  private void compare(Map<String, Account> now) {
    Account grown = difference(total(now), total(before));
    Account records = total(counted);
    if (!grown.hasRecordsOf(records)) {
      violation(
          "the ledger grew by %s, the records since the one before give %s"
              .formatted(grown.records(), records.records()));
    }
    if (grown.duplicate < 0 || grown.shed < 0) {
      violation("the ledger counts fewer duplicates or shed inputs than the one before");
    }
    long shedSinceStart = total(now).shed - shedAtStart;
    if (shedSinceStart < shed) {
      violation(
          "the ledger counts %,d shed inputs since the start, the shed records %,d"
              .formatted(shedSinceStart, shed));
    }
    compareStreams(now);
  }

  /**
   * Each stream must agree by itself. Those that were folded away since the ledger record before
   * must agree together with the account that took them.
   */
  private void compareStreams(Map<String, Account> now) {
    Account folded = grown(now, EARLIER);
    Account foldedRecords = new Account();
    foldedRecords.add(of(counted, EARLIER));
    boolean folding = !folded.hasRecordsOf(foldedRecords);
    for (String stream : streams(now)) {
      if (folding && isFolded(now, stream)) {
        folded.add(grown(now, stream));
        foldedRecords.add(of(counted, stream));
      } else {
        compareStream(now, stream);
      }
    }
    if (!folded.hasRecordsOf(foldedRecords)) {
      violation(
          "the ledger of the streams that were folded into %s grew by %s, their records since the one before give %s"
              .formatted(EARLIER, folded.records(), foldedRecords.records()));
    }
    streams(now).forEach(stream -> compareNumber(now, stream));
    compareNumber(now, EARLIER);
  }

  private Set<String> streams(Map<String, Account> now) {
    Set<String> streams = new LinkedHashSet<>(before.keySet());
    streams.addAll(now.keySet());
    streams.addAll(counted.keySet());
    streams.remove(EARLIER);
    return streams;
  }

  /**
   * Whether a stream may have been folded away since the ledger record before: it is gone, or it
   * came back and was counted anew.
   */
  private boolean isFolded(Map<String, Account> now, String stream) {
    return !now.containsKey(stream)
        || (!grown(now, stream).hasRecordsOf(of(counted, stream))
            && now.get(stream).isWithinRecordsOf(of(counted, stream)));
  }

  private void compareStream(Map<String, Account> now, String stream) {
    Account grown = grown(now, stream);
    Account records = of(counted, stream);
    if (!grown.hasRecordsOf(records)) {
      violation(
          "the ledger of %s grew by %s, its records since the one before give %s"
              .formatted(stream, grown.records(), records.records()));
    }
  }

  /** The number of a stream that was folded away went over to the account that took it. */
  private void compareNumber(Map<String, Account> now, String stream) {
    long number = of(now, now.containsKey(stream) ? stream : EARLIER).sequence;
    long last = of(counted, stream).sequence;
    if (number < last) {
      violation(
          "the ledger of %s ends with number %d, its records with %d"
              .formatted(stream, number, last));
    }
  }

  private Account grown(Map<String, Account> now, String stream) {
    return difference(of(now, stream), of(before, stream));
  }

  private static Account of(Map<String, Account> accounts, String stream) {
    return accounts.getOrDefault(stream, new Account());
  }

  private static Account total(Map<String, Account> accounts) {
    Account total = new Account();
    accounts.values().forEach(total::add);
    return total;
  }

  private static Account difference(Account now, Account before) {
    Account difference = new Account();
    difference.recorded = now.recorded - before.recorded;
    difference.rejected = now.rejected - before.rejected;
    difference.blocked = now.blocked - before.blocked;
    difference.duplicate = now.duplicate - before.duplicate;
    difference.shed = now.shed - before.shed;
    return difference;
  }
}
