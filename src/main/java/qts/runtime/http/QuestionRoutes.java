package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import qts.journal.Journal;
import qts.journal.JournalReader;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.InvalidQueryException;
import qts.runtime.question.Question;

/** The questions about what happened and what did not, each under its own path. */
public final class QuestionRoutes implements Routes {
  private final RecorderSource source;
  private final ReadingThreads threads;
  private final List<Question> questions;

  public QuestionRoutes(RecorderSource source, ReadingThreads threads, List<Question> questions) {
    this.source = source;
    this.threads = threads;
    this.questions = List.copyOf(questions);
  }

  @Override
  public void register(RoutesConfig routes) {
    questions.forEach(question -> routes.get(question.path(), ctx -> ask(question, ctx)));
  }

  private void ask(Question question, Context ctx) throws IOException {
    String type = RecordRoutes.type(ctx, types(question));
    AnswerWriter.Form form =
        type.equals(RecordRoutes.LINES) ? AnswerWriter.Form.LINES : AnswerWriter.Form.PAGE;
    Journal journal = source.recorder().journal();
    threads.run(() -> answer(question, ctx, journal, form));
  }

  private static List<String> types(Question question) {
    return question.forms().stream()
        .map(form ->
            switch (form) {
              case PAGE -> RecordRoutes.JSON;
              case LINES -> RecordRoutes.LINES;
            })
        .toList();
  }

  private static void answer(
      Question question, Context ctx, Journal journal, AnswerWriter.Form form) throws IOException {
    AnswerStream out = new AnswerStream(ctx);
    try (JournalReader reader = journal.reader()) {
      question.answer(reader, ctx.queryParamMap(), form, out);
    } catch (InvalidQueryException e) {
      throw RecordRoutes.badParameter(e);
    } catch (IOException e) {
      out.settle(e);
    }
  }
}
