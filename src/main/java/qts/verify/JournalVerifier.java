package qts.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Verifies the files of a journal, several at once, and then how they fit together. */
final class JournalVerifier {
  private final JournalFolder folder;
  private final boolean ledger;
  private final int threads;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final AtomicLong verified = new AtomicLong();
  private long total;
  private long ledgers = -1;

  /**
   * @param ledger whether the ledger is computed again from the records
   * @param threads how many segments are read at once
   */
  JournalVerifier(JournalFolder folder, boolean ledger, int threads, Progress progress) {
    this.folder = folder;
    this.ledger = ledger;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Reads the whole journal. The watermark comes first: whatever a writer adds from then on, all
   * that was durable then must be found.
   *
   * @throws IOException when there is nothing that could be judged
   */
  JournalReport run() throws IOException {
    Optional<Watermark> mark = watermark();
    List<SegmentResult> results = new ArrayList<>();
    for (Map.Entry<Long, String> segment : folder.segments().entrySet()) {
      results.add(new SegmentResult(segment.getValue(), segment.getKey()));
      total += Files.size(folder.file(segment.getValue()));
    }
    verify(results, mark);
    SegmentLinks links = new SegmentLinks(results, mark, findings);
    links.check();
    if (ledger) {
      checkLedger(results);
    }
    folder.unknown().forEach(name -> findings.warning(name + " does not belong to a journal"));
    return report(results, mark, links);
  }

  private Optional<Watermark> watermark() throws IOException {
    if (folder.hasWatermark()) {
      return WatermarkFile.read(folder.path(), findings);
    }
    if (folder.segments().isEmpty()) {
      throw new NoJournalException(folder.path());
    }
    findings.violation(
        new Violation(WatermarkFile.NAME, 0, -1, -1, "the file with the watermark is missing"));
    return Optional.empty();
  }

  private void verify(List<SegmentResult> results, Optional<Watermark> mark) throws IOException {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (SegmentResult result : results) {
      boolean last = result == results.getLast();
      tasks.add(() -> verify(result, mark, last));
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Math.clamp(results.size(), 1, threads))) {
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the verification was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the verifier has a bug", e.getCause());
    }
  }

  private Void verify(SegmentResult result, Optional<Watermark> mark, boolean last) {
    LedgerTally tally = new LedgerTally();
    try (SegmentVerifier verifier =
        new SegmentVerifier(
            folder.file(result.file), result, mark, last, ledger ? tally : RecordSink.NONE)) {
      verifier.run();
      result.ledger = tally.spans();
      checkIndex(result, verifier.index());
    } catch (IOException e) {
      result.readable = false;
      result.findings.unreadable(result.file + ": " + Reasons.of(e));
    }
    progress.at(verified.addAndGet(result.bytes), total);
    return null;
  }

  private void checkIndex(SegmentResult result, IndexContent index) throws IOException {
    String name = JournalFolder.indexName(result.number);
    if (folder.indexes().contains(result.number)) {
      index
          .staleness(folder.file(name), result.head, result.bytes)
          .ifPresent(why ->
              result.findings.warning(
                  name
                      + " "
                      + why
                      + "; queries may have missed records because of it. It can be deleted and is"
                      + " made anew"));
    } else if (result.sealed) {
      result.findings.warning(name + " is missing; it is made anew when it is needed");
    }
  }

  /** Whether nothing was written behind the watermark, also nothing without a record. */
  private static boolean endsAt(Watermark mark, List<SegmentResult> results) {
    return !results.isEmpty()
        && results.getLast().number == mark.segment()
        && results.getLast().end == mark.endOffset();
  }

  private void checkLedger(List<SegmentResult> results) {
    LedgerCheck check = new LedgerCheck(findings);
    readable(results).forEach(result -> check.add(result.file, result.ledger));
    check.finish();
    ledgers = check.ledgers();
  }

  /** The segments before the first that could not be read: of what follows, nothing is known. */
  private static Stream<SegmentResult> readable(List<SegmentResult> results) {
    return results.stream().takeWhile(result -> result.readable);
  }

  private JournalReport report(
      List<SegmentResult> results, Optional<Watermark> mark, SegmentLinks links) {
    List<GroupEntry> groups = new ArrayList<>();
    results.forEach(result -> groups.addAll(result.groups));
    return new JournalReport(
        folder.path().toString(),
        links.journalId(),
        results.size(),
        groups,
        readable(results).mapToInt(result -> result.groups.size()).sum(),
        results.stream().mapToLong(result -> result.records).sum(),
        results.isEmpty() ? 0 : results.getFirst().firstPosition,
        links.nextPosition(),
        links.durable(),
        links.newestMillis(),
        mark.map(m -> m.closed() && endsAt(m, results)).orElse(false),
        verified.get(),
        ledgers,
        findings);
  }
}
