package qts.runtime.http;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads, for a while after a request was answered, what is still coming of its body, and drops it.
 * Without that the connection is reset under a sender that is still writing, and the answer can be
 * lost with it. No thread waits meanwhile. A sender that waits for {@code 100 Continue} is not
 * asked for a body that nobody reads.
 */
final class Lingering extends Handler.Wrapper {
  private final long millis;

  /**
   * Wraps the handlers set into it.
   *
   * @param millis how long after the answer the rest of a body may take; then the connection is
   *     closed
   */
  Lingering(long millis) {
    this.millis = millis;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    UnreadRequest unread = new UnreadRequest(request, response);
    Callback onceDropped =
        Callback.from(() -> new Rest(unread, callback).drop(millis), callback::failed);
    try {
      return super.handle(unread, response, onceDropped);
    } catch (Exception e) {
      // The server would answer it too, but drop nothing of the body.
      Response.writeError(unread, response, onceDropped, e);
      return true;
    }
  }

  /** A request that can drop what nobody read of its body, and knows whether it is being sent. */
  private static final class UnreadRequest extends Request.Wrapper {
    private final Response response;
    private volatile boolean sending;

    UnreadRequest(Request request, Response response) {
      super(request);
      this.response = response;
      sending =
          !request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    @Override
    public void demand(Runnable arrived) {
      sending = true;
      super.demand(arrived);
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk chunk = super.read();
      sending |= chunk != null;
      return chunk;
    }

    /**
     * Drops what is there of the body, as the server asks when the answer is about to be sent.
     * Unlike the request's own, it leaves what comes later readable.
     */
    @Override
    public boolean consumeAvailable() {
      boolean all =
          dropArrived(
              getConnectionMetaData().getHttpConfiguration().getMaxUnconsumedRequestContentReads());
      if (!all && !response.isCommitted()) {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
      }
      return all;
    }

    /** Drops what is there, at most some chunks, and returns whether nothing comes any more. */
    boolean dropArrived(int chunks) {
      for (int i = 0; i < chunks; i++) {
        Content.Chunk chunk = read();
        if (chunk == null) {
          return false;
        }
        chunk.release();
        if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
          return true;
        }
      }
      return false;
    }
  }

  /** What was not read of a body when its request was answered. */
  private static final class Rest {
    private static final int ALL = Integer.MAX_VALUE;

    private final UnreadRequest request;
    private final Callback answered;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Scheduler.@Nullable Task limit;

    Rest(UnreadRequest request, Callback answered) {
      this.request = request;
      this.answered = answered;
    }

    void drop(long millis) {
      if (!request.sending || request.dropArrived(1)) {
        end();
      } else {
        limit =
            request
                .getComponents()
                .getScheduler()
                .schedule(this::giveUp, millis, TimeUnit.MILLISECONDS);
        request.demand(this::onArrived);
      }
    }

    private void onArrived() {
      if (ended.get() || request.dropArrived(ALL)) {
        Objects.requireNonNull(limit).cancel();
        end();
      } else {
        request.demand(this::onArrived);
      }
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        answered.succeeded();
      }
    }

    private void giveUp() {
      if (ended.compareAndSet(false, true)) {
        answered.failed(new TimeoutException("the rest of the body took too long"));
      }
    }
  }
}
