package qts.runtime.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers with problem documents what the server refuses before any handler sees it: requests that
 * are not HTTP, headers that are too large, bodies that come too slowly.
 */
final class JettyProblems extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ProblemDocument problem = problem(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(problem.json()), callback);
    return true;
  }

  private static ProblemDocument problem(int status) {
    return switch (status) {
      case 400 ->
          ProblemDocument.of(ProblemType.BAD_REQUEST, "The request is not well-formed HTTP/1.1.");
      case 408 -> ProblemDocument.ofStatus(status, "The request did not arrive in time.");
      case 431 ->
          ProblemDocument.ofStatus(
              status,
              "The request's headers have more than "
                  + HttpServer.MAX_HEADER_BYTES
                  + " bytes together.");
      default -> ProblemDocument.ofStatus(status, "The server refused the request.");
    };
  }
}
