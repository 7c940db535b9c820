package qts.runtime.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses a request. Has no stack trace: what happened is in the problem document. */
public final class ProblemException extends RuntimeException {
  private final transient ProblemDocument problem;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  public ProblemException(ProblemDocument problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemType type, String detail) {
    this(ProblemDocument.of(type, detail));
  }

  public ProblemDocument problem() {
    return problem;
  }

  /** The same with a header in the answer. */
  public ProblemException header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Answers with the problem document. */
  void answer(Context ctx) {
    headers.forEach(ctx::header);
    ctx.status(problem.status()).contentType(ProblemDocument.MEDIA_TYPE).result(problem.json());
  }
}
