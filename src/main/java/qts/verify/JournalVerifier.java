package qts.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Verifies the files of a journal, several at once, and then how they fit together. Segments are
 * taken in their order and let go: a long journal needs no more memory than a short one.
 */
final class JournalVerifier {
  /** So many segments for each thread are verified ahead of the one that is taken next. */
  private static final int AHEAD = 2;

  private final JournalFolder folder;
  private final boolean ledger;
  private final int threads;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final AtomicLong verified = new AtomicLong();
  private Optional<Watermark> mark = Optional.empty();
  private JournalFolder.Listing files = JournalFolder.Listing.empty();
  private long total;

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
   * Reads the whole journal. The watermark comes first and then the names of the files: whatever a
   * writer adds from then on, all that was durable before must be found.
   *
   * @param groups is shown the groups, up to the first segment that can't be read
   * @throws IOException when there is nothing that could be judged
   */
  JournalReport run(GroupSink groups) throws IOException {
    boolean marked = folder.hasWatermark();
    mark = marked ? WatermarkFile.read(folder.path(), findings) : Optional.empty();
    files = folder.list();
    if (!marked) {
      noWatermark();
    }
    for (String name : files.segments().values()) {
      total += Files.size(folder.file(name));
    }
    JournalSummary summary = new JournalSummary(mark, ledger, groups, findings);
    verify(summary);
    summary.finish();
    files.unknown().forEach(name -> findings.warning(name + " does not belong to a journal"));
    return summary.report(folder.path().toString(), verified.get());
  }

  private void noWatermark() throws NoJournalException {
    if (files.segments().isEmpty()) {
      throw new NoJournalException(folder.path());
    }
    findings.violation(
        new Violation(WatermarkFile.NAME, 0, -1, -1, "the file with the watermark is missing"));
  }

  private void verify(JournalSummary summary) throws IOException {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.clamp(files.segments().size(), 1, threads));
    Queue<Future<SegmentResult>> ahead = new ArrayDeque<>();
    try {
      for (Map.Entry<Long, String> segment : files.segments().entrySet()) {
        if (ahead.size() == AHEAD * threads) {
          summary.add(await(ahead.remove()), false);
        }
        SegmentResult result = new SegmentResult(segment.getValue(), segment.getKey());
        ahead.add(pool.submit(() -> verify(result)));
      }
      while (!ahead.isEmpty()) {
        summary.add(await(ahead.remove()), ahead.isEmpty());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static SegmentResult await(Future<SegmentResult> verified) throws IOException {
    try {
      return verified.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the verification was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError tooLarge) {
        throw tooLarge;
      }
      throw new IllegalStateException("the verifier has a bug", e.getCause());
    }
  }

  private SegmentResult verify(SegmentResult result) {
    boolean last = result.number == files.segments().lastKey();
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
    return result;
  }

  /** An index that was made meanwhile is one of what is sealed, and then it must agree too. */
  private void checkIndex(SegmentResult result, IndexContent index) throws IOException {
    String name = JournalFolder.indexName(result.number);
    if (files.indexes().contains(result.number)
        || (result.sealed && Files.exists(folder.file(name)))) {
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
}
