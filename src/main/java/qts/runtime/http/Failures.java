package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import qts.journal.JournalFailedException;
import qts.journal.JournalFullException;

/** Answers what handlers throw with problem documents; what nobody expected is a bug. */
final class Failures implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger("qts.http");

  /** The status of a request that fell silent. */
  static final int TIMEOUT = 408;

  private final Bugs bugs;

  Failures(Bugs bugs) {
    this.bugs = bugs;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.exception(ProblemException.class, ProblemException::answer);
    routes.exception(HttpResponseException.class, Failures::answer);
    routes.exception(JournalFullException.class, (e, ctx) -> full(e).answer(ctx));
    routes.exception(JournalFailedException.class, (e, ctx) -> failed().answer(ctx));
    routes.exception(IOException.class, Failures::answerMachine);
    routes.exception(UncheckedIOException.class, Failures::answerMachine);
    routes.exception(Exception.class, (e, ctx) -> bug(e).answer(ctx));
    routes.error(TIMEOUT, Failures::answerTimeout);
  }

  /** Refuses a request that found no room for its records. */
  static ProblemException full(JournalFullException e) {
    return new ProblemException(ProblemType.DISK_FULL, String.valueOf(e.getMessage()));
  }

  private static ProblemException failed() {
    return new ProblemException(
            ProblemType.JOURNAL_FAILED,
            "It is not known whether the records of this request are durable. Send them again once"
                + " the service is back: what it holds already becomes a duplicate.")
        .header("Retry-After", "5");
  }

  private static void answerMachine(Exception e, Context ctx) {
    LOG.error("{} {} failed on this machine", ctx.method(), ctx.path(), e);
    new ProblemException(
            ProblemDocument.ofStatus(
                500, "Reading or writing failed on the service's machine; its log says more."))
        .answer(ctx);
  }

  private static void answerTimeout(Context ctx) {
    if (ctx.resultInputStream() == null) {
      new ProblemException(ProblemDocument.ofStatus(TIMEOUT, "The request did not arrive in time."))
          .header("Connection", "close")
          .answer(ctx);
    }
  }

  private ProblemException bug(Throwable bug) {
    String id = bugs.report(bug);
    return new ProblemException(
        ProblemDocument.of(
                ProblemType.INTERNAL, "The log of the service has this bug under id " + id + ".")
            .with("id", id));
  }

  /** Answers an error of the Java machine, for which there is no context any more. */
  void answer(HttpServletResponse response, Error error) {
    ProblemDocument problem = bug(error).problem();
    if (!response.isCommitted()) {
      response.setStatus(problem.status());
      response.setContentType(ProblemDocument.MEDIA_TYPE);
      try {
        response.getOutputStream().write(problem.json());
      } catch (IOException gone) {
        LOG.debug("nobody waits for the answer any more", gone);
      }
    }
  }

  private static void answer(HttpResponseException e, Context ctx) {
    ProblemException problem =
        switch (e.getStatus()) {
          case 404 ->
              new ProblemException(
                  ProblemType.NOT_FOUND, "No resource has the path " + ctx.path() + "; see /.");
          case 405 -> methodNotAllowed(e, ctx);
          default ->
              new ProblemException(
                  ProblemDocument.ofStatus(e.getStatus(), String.valueOf(e.getMessage())));
        };
    problem.answer(ctx);
  }

  private static ProblemException methodNotAllowed(HttpResponseException e, Context ctx) {
    String allowed = e.getDetails().getOrDefault("availableMethods", "").toUpperCase(Locale.ROOT);
    return new ProblemException(
            ProblemType.METHOD_NOT_ALLOWED,
            ctx.method() + " is not possible on " + ctx.path() + ", only " + allowed + ".")
        .header("Allow", allowed);
  }
}
