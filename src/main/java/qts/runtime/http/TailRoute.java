package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import qts.journal.Journal;
import qts.observer.Producer;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.query.RecordJson;
import qts.runtime.query.Tail;
import qts.runtime.query.TailQuery;
import qts.runtime.query.TailWriter;

/**
 * {@code GET /v1/tail}: records from some position on, then each as soon as it is durable, until
 * the client goes. Every client has a thread and a reader of its own, so a slow one keeps nobody
 * waiting.
 */
public final class TailRoute implements Routes {
  private static final String EVENTS = "text/event-stream";

  private final RecorderSource source;
  private final ReadingThreads threads;
  private final Supplier<Producer> producer;

  /**
   * @param producer who is named in PatternRecords
   */
  public TailRoute(RecorderSource source, ReadingThreads threads, Supplier<Producer> producer) {
    this.source = source;
    this.threads = threads;
    this.producer = producer;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/tail", this::follow);
  }

  private void follow(Context ctx) throws IOException {
    TailQuery tail = query(ctx);
    String type = RecordRoutes.type(ctx, List.of(RecordRoutes.LINES, EVENTS));
    TailWriter.Form form = type.equals(EVENTS) ? TailWriter.Form.EVENTS : TailWriter.Form.LINES;
    Journal journal = source.recorder().journal();
    threads.run(() -> follow(ctx, journal, tail, form));
  }

  /** A client of events that comes back names the last it had. */
  private static TailQuery query(Context ctx) {
    Map<String, List<String>> parameters = new LinkedHashMap<>(ctx.queryParamMap());
    String last = ctx.header("Last-Event-ID");
    if (last != null && last.matches("[0-9]{1,18}")) {
      parameters.put("position", List.of(String.valueOf(Long.parseLong(last) + 1)));
    }
    try {
      return TailQuery.parse(parameters);
    } catch (InvalidQueryException e) {
      throw RecordRoutes.badParameter(e);
    }
  }

  private void follow(Context ctx, Journal journal, TailQuery tail, TailWriter.Form form)
      throws IOException {
    AnswerStream out = new AnswerStream(ctx);
    try {
      TailWriter writer = new TailWriter(new RecordJson(producer.get()), form, out);
      Tail.run(journal, tail, writer, threads::isStopping);
    } catch (IOException e) {
      out.settle(e);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
