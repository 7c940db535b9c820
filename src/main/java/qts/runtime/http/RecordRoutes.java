package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import qts.journal.Journal;
import qts.journal.JournalReader;
import qts.observer.Producer;
import qts.observer.Utf8Buffer;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.RecordJson;
import qts.runtime.query.RecordQuery;
import qts.runtime.query.RecordSearch;

/**
 * {@code GET /v1/records}: the records a query finds, and what the answer lacks; and {@code GET
 * /v1/records/{run_id}}: the record of one snapshot.
 */
public final class RecordRoutes implements Routes {
  static final String JSON = "application/json";
  static final String LINES = "application/x-ndjson";

  /** A run_id has one record, or a few when it was sent again after very long. */
  private static final int MAX_OF_ONE_ID = 100;

  private final RecorderSource source;
  private final ReadingThreads threads;
  private final Supplier<Producer> producer;

  /**
   * @param producer who is named in PatternRecords
   */
  public RecordRoutes(RecorderSource source, ReadingThreads threads, Supplier<Producer> producer) {
    this.source = source;
    this.threads = threads;
    this.producer = producer;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/records", this::search);
    routes.get("/v1/records/{run_id}", this::one);
  }

  private void search(Context ctx) throws IOException {
    RecordQuery query = query(ctx);
    AnswerWriter.Form form = form(ctx, query.isUnlimited());
    Journal journal = source.recorder().journal();
    threads.run(() -> answer(ctx, journal, query, form));
  }

  private static RecordQuery query(Context ctx) {
    try {
      return RecordQuery.parse(ctx.queryParamMap());
    } catch (InvalidQueryException e) {
      throw badParameter(e);
    }
  }

  static ProblemException badParameter(InvalidQueryException e) {
    return new ProblemException(
        ProblemDocument.of(ProblemType.BAD_PARAMETER, e.getMessage() + ".")
            .with("parameter", e.parameter()));
  }

  private static AnswerWriter.Form form(Context ctx, boolean unlimited) {
    List<String> offered = unlimited ? List.of(LINES) : List.of(JSON, LINES);
    return type(ctx, offered).equals(LINES) ? AnswerWriter.Form.LINES : AnswerWriter.Form.PAGE;
  }

  /** Chooses the type of the answer and declares it. */
  static String type(Context ctx, List<String> offered) {
    String type =
        Accept.choose(ctx.header("Accept"), offered)
            .orElseThrow(() ->
                new ProblemException(
                    ProblemType.NOT_ACCEPTABLE,
                    "The answer to this request is " + String.join(" or ", offered) + "."));
    ctx.contentType(type).header("Cache-Control", "no-store");
    return type;
  }

  private void answer(Context ctx, Journal journal, RecordQuery query, AnswerWriter.Form form)
      throws IOException {
    AnswerStream out = new AnswerStream(ctx);
    try (JournalReader reader = journal.reader()) {
      AnswerWriter writer = new AnswerWriter(new RecordJson(producer.get()), form, out);
      writer.finish(RecordSearch.run(reader, query, writer));
    } catch (IOException e) {
      out.settle(e);
    }
  }

  private void one(Context ctx) throws IOException {
    String type = type(ctx, List.of(JSON, LINES));
    String runId = ctx.pathParam("run_id");
    Journal journal = source.recorder().journal();
    Utf8Buffer found = new Utf8Buffer();
    threads.run(() -> find(journal, runId, type.equals(LINES) ? MAX_OF_ONE_ID : 1, found));
    if (found.length() == 0) {
      throw new ProblemException(
          ProblemDocument.of(
                  ProblemType.NO_SUCH_RECORD,
                  "No snapshot with this run_id is recorded. Inputs that were refused are found by"
                      + " /v1/records?run_id=…&outcome=rejected,blocked.")
              .with("run_id", runId));
    }
    ctx.result(found.toBytes());
  }

  private void find(Journal journal, String runId, int limit, Utf8Buffer into) throws IOException {
    RecordJson json = new RecordJson(producer.get());
    try (JournalReader reader = journal.reader()) {
      RecordSearch.newestOf(
          reader,
          runId,
          limit,
          record -> {
            json.write(record, into);
            into.add('\n');
          });
    }
  }
}
