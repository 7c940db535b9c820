package qts.runtime.telemetry;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;
import qts.runtime.http.Answered;
import qts.runtime.http.HttpListener;
import qts.runtime.recorder.Counts;
import qts.runtime.recorder.IntakeReport;

/**
 * A trace for each sampled request that brought inputs: the request, and in it receiving the body,
 * recording its inputs, and waiting until they were durable. It is put together after the answer,
 * so that a request that is not sampled costs next to nothing.
 */
final class RequestTraces implements HttpListener {
  private static final String CORRELATION_HEADER = "X-Correlation-ID";
  private static final String CORRELATION_ID = "[\\p{Graph}&&\\p{ASCII}]{1,128}";
  private static final int FIRST_SERVER_ERROR = 500;
  private static final ThreadLocal<@Nullable Course> UNDER_WAY = new ThreadLocal<>();

  private final Tracer tracer;

  RequestTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  void onTaken(IntakeReport report, long takeNanos, long commitNanos) {
    UNDER_WAY.set(new Course(report, takeNanos, commitNanos, System.nanoTime(), null));
  }

  @Override
  public void onSnapshots(long bytes, long receiveNanos, long totalNanos) {
    Course course = UNDER_WAY.get();
    if (course != null) {
      long receivedAt = System.nanoTime() - totalNanos + receiveNanos;
      UNDER_WAY.set(course.with(new Course.Body(receivedAt, receiveNanos)));
    }
  }

  @Override
  public void onAnswered(Answered request) {
    Course course = UNDER_WAY.get();
    if (course != null) {
      UNDER_WAY.remove();
      trace(request, course);
    }
  }

  private void trace(Answered request, Course course) {
    Moments moments = Moments.now();
    long begun = moments.nanos() - request.nanos();
    Course.Body body = course.body();
    Span span =
        begin(
            tracer
                .spanBuilder(request.method() + " " + request.route())
                .setParent(parent(request))
                .setSpanKind(SpanKind.SERVER),
            moments.epochNanos(body == null ? begun : Math.min(begun, body.begunAt())));
    if (span.isRecording()) {
      describe(span, request);
      describe(span, course.report());
      addParts(Context.root().with(span), course, moments);
    }
    span.end(moments.epochNanos(), NANOSECONDS);
  }

  private static Span begin(SpanBuilder span, long epochNanos) {
    return span.setStartTimestamp(epochNanos, NANOSECONDS).startSpan();
  }

  private void addParts(Context request, Course course, Moments moments) {
    Course.Body body = course.body();
    if (body != null) {
      addPart("receive", request, moments, body.begunAt(), body.receivedAt());
    }
    addPart(
        "record", request, moments, course.recordedAt() - course.takeNanos(), course.recordedAt());
    if (course.report().durable()) {
      addPart("commit", request, moments, course.recordedAt(), course.takenAt());
    }
  }

  private void addPart(String name, Context request, Moments moments, long from, long to) {
    begin(tracer.spanBuilder(name).setParent(request), moments.epochNanos(from))
        .end(moments.epochNanos(to), NANOSECONDS);
  }

  private static void describe(Span span, Answered request) {
    span.setAttribute("http.request.method", request.method());
    span.setAttribute("http.route", request.route());
    span.setAttribute("http.response.status_code", request.status());
    span.setAttribute("observer.correlation_id", correlationId(span, request));
    if (request.status() >= FIRST_SERVER_ERROR) {
      span.setStatus(StatusCode.ERROR);
    }
  }

  private static void describe(Span span, IntakeReport report) {
    Counts counts = report.counts();
    span.setAttribute("observer.inputs.received", counts.received());
    span.setAttribute("observer.inputs.recorded", counts.recorded());
    span.setAttribute("observer.inputs.rejected", counts.rejected());
    span.setAttribute("observer.inputs.blocked", counts.blocked());
    span.setAttribute("observer.inputs.duplicate", counts.duplicate());
    span.setAttribute("observer.inputs.shed", counts.shed());
    span.setAttribute("observer.position.first", report.firstPosition());
    span.setAttribute("observer.position.last", report.lastPosition());
  }

  /** What the client sent to find the request again, or else what its trace is called. */
  private static String correlationId(Span span, Answered request) {
    return request
        .header(CORRELATION_HEADER)
        .filter(id -> id.matches(CORRELATION_ID))
        .orElseGet(() -> span.getSpanContext().getTraceId());
  }

  private static Context parent(Answered request) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), request, Headers.SENT);
  }

  /** Reads the headers of a request for the library. */
  private enum Headers implements TextMapGetter<Answered> {
    SENT;

    @Override
    public @Nullable String get(@Nullable Answered request, String name) {
      return request == null ? null : request.header(name).orElse(null);
    }
  }
}
