package qts.runtime.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a long answer as it is made, and tells a client that went away from a journal that can't be
 * read.
 */
final class AnswerStream extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger("qts.http");

  private final Context ctx;
  private final OutputStream out;
  private @Nullable IOException gone;

  AnswerStream(Context ctx) throws IOException {
    this.ctx = ctx;
    this.out = ctx.res().getOutputStream();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      gone = e;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      gone = e;
      throw e;
    }
  }

  /**
   * Settles a failure while the answer was made: nobody needs to hear that the client went away,
   * and an answer that has begun just ends, without the end that it should have.
   *
   * @throws IOException when the request can still be answered with the failure
   */
  void settle(IOException failure) throws IOException {
    if (gone != null) {
      LOG.debug("the client of {} went away", ctx.path(), gone);
    } else if (ctx.res().isCommitted()) {
      LOG.error("the answer to {} broke off", ctx.path(), failure);
    } else {
      throw failure;
    }
  }
}
