package qts.verify;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes the ledger again: between two ledger records, the counts must grow by exactly the
 * records between them. Duplicates and what was shed leave no record of their own; their counts
 * must only never fall.
 */
final class LedgerCheck {
  /** Takes the accounts of streams that were quiet for long. */
  private static final String EARLIER = "earlier@earlier";

  private final Findings findings;
  private Map<String, Account> before = new LinkedHashMap<>();
  private Map<String, Account> counted = new LinkedHashMap<>();
  private String file = "";
  private long from;
  private long ledgers;

  LedgerCheck(Findings findings) {
    this.findings = findings;
  }

  /** How many ledger records were compared. */
  long ledgers() {
    return ledgers;
  }

  /** The spans of the next segment. */
  void add(String segment, List<LedgerSpan> spans) {
    file = segment;
    for (LedgerSpan span : spans) {
      span.counted.forEach(
          (stream, account) -> counted.computeIfAbsent(stream, name -> new Account()).add(account));
      if (span.end >= 0) {
        end(span);
      }
    }
  }

  private void end(LedgerSpan span) {
    ledgers++;
    try {
      Map<String, Account> now = accounts(span);
      compare(now, span.end);
      before = now;
    } catch (DamagedBodyException e) {
      violation(span.end, "the ledger record can't be read: " + e.what());
    }
    counted = new LinkedHashMap<>();
    from = span.end + 1;
  }

  private void violation(long end, String what) {
    findings.violation(new Violation(file, 0, Math.min(from, end), end, what));
  }

  private Map<String, Account> accounts(LedgerSpan span) {
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
      accounts.put(stream.get("source") + "@" + stream.get("session"), account);
      long received =
          account.recorded + account.rejected + account.blocked + account.duplicate + account.shed;
      if (number(stream, "received") != received) {
        violation(
            span.end,
            "the ledger does not add up for %s@%s"
                .formatted(stream.get("source"), stream.get("session")));
      }
    }
    return accounts;
  }

  private static Account account(Map<?, ?> stream) {
    Account account = new Account();
    account.recorded = number(stream, "recorded");
    account.rejected = number(stream, "rejected");
    account.blocked = number(stream, "blocked");
    account.duplicate = number(stream, "duplicate");
    account.shed = number(stream, "shed");
    account.sequence = number(stream, "sequence");
    return account;
  }

  private static long number(Map<?, ?> stream, String name) {
    try {
      return Long.parseLong(String.valueOf(stream.get(name)));
    } catch (NumberFormatException e) {
      throw new DamagedBodyException("'" + name + "' is not a number");
    }
  }

  private void compare(Map<String, Account> now, long end) {
    Account grown = difference(total(now), total(before));
    Account records = total(counted);
    if (!grown.hasRecordsOf(records)) {
      violation(
          end,
          "the ledger grew by %s, the records since the one before give %s"
              .formatted(grown.records(), records.records()));
    }
    if (grown.duplicate < 0 || grown.shed < 0) {
      violation(end, "the ledger counts fewer duplicates or shed inputs than the one before");
    }
    if (difference(of(now, EARLIER), of(before, EARLIER)).hasRecordsOf(new Account())) {
      compareStreams(now, end);
    }
  }

  /** Where no account was folded away, each stream must agree by itself. */
  private void compareStreams(Map<String, Account> now, long end) {
    Set<String> streams = new LinkedHashSet<>(before.keySet());
    streams.addAll(now.keySet());
    streams.addAll(counted.keySet());
    streams.remove(EARLIER);
    for (String stream : streams) {
      Account grown = difference(of(now, stream), of(before, stream));
      Account records = of(counted, stream);
      if (!grown.hasRecordsOf(records)) {
        violation(
            end,
            "the ledger of %s grew by %s, its records since the one before give %s"
                .formatted(stream, grown.records(), records.records()));
      }
      if (of(now, stream).sequence < records.sequence) {
        violation(
            end,
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
