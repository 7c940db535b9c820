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

  private Map<String, Account> accounts() {
    Map<String, Account> accounts = new LinkedHashMap<>();
    if (!(JsonText.parse(span.ledger) instanceof Map<?, ?> ledger)
        || !(ledger.get("streams") instanceof List<?> streams)) {
      throw new DamagedBodyException("it has no streams");
    }
    for (Object entry : streams) {
      if (!(entry instanceof Map<?, ?> stream)) {
        throw new DamagedBodyException("a stream is not an object");
      }
      Account account = account(stream);
      String name = stream.get("source") + "@" + stream.get("session");
      if (accounts.put(name, account) != null) {
        violation("the ledger has two accounts of " + name);
      }
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
    if (difference(of(now, EARLIER), of(before, EARLIER)).hasRecordsOf(new Account())) {
      compareStreams(now);
    }
  }

  /** Where no account was folded away, each stream must agree by itself. */
  private void compareStreams(Map<String, Account> now) {
    Set<String> streams = new LinkedHashSet<>(before.keySet());
    streams.addAll(now.keySet());
    streams.addAll(counted.keySet());
    streams.remove(EARLIER);
    for (String stream : streams) {
      Account grown = difference(of(now, stream), of(before, stream));
      Account records = of(counted, stream);
      if (!grown.hasRecordsOf(records)) {
        violation(
            "the ledger of %s grew by %s, its records since the one before give %s"
                .formatted(stream, grown.records(), records.records()));
      }
      if (of(now, stream).sequence < records.sequence) {
        violation(
            "the ledger of %s ends with number %d, its records with %d"
                .formatted(stream, of(now, stream).sequence, records.sequence));
      }
    }
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
