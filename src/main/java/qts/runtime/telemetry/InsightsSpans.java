package qts.runtime.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Sends traces to Application Insights: requests as requests, their parts as dependencies. */
final class InsightsSpans implements SpanExporter {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final double ALL = 100;
  private static final int FIRST_ERROR = 400;

  private final Ingestion ingestion;
  private final Envelope envelope;
  private final double traceRatio;

  InsightsSpans(Ingestion ingestion, Envelope envelope, double traceRatio) {
    this.ingestion = ingestion;
    this.envelope = envelope;
    this.traceRatio = traceRatio;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return ingestion.send(spans.stream().map(this::write).toList());
  }

  private byte[] write(SpanData span) {
    boolean request = span.getKind() == SpanKind.SERVER;
    Envelope.Item item =
        new Envelope.Item(
            request ? "Request" : "RemoteDependency",
            span.getStartEpochNanos(),
            percent(span),
            span.getResource(),
            tags(span));
    return envelope.write(
        item,
        json -> {
          json.writeStringProperty("id", span.getSpanId());
          json.writeStringProperty("name", span.getName());
          json.writeStringProperty(
              "duration", duration(span.getEndEpochNanos() - span.getStartEpochNanos()));
          if (request) {
            writeAnswer(json, span);
          } else {
            writePart(json, span);
          }
          Envelope.writeProperties(json, span.getAttributes());
        });
  }

  /** A trace that came with the request was chosen by somebody else, at a rate unknown here. */
  private double percent(SpanData span) {
    boolean chosenHere = !span.getParentSpanContext().isRemote() && traceRatio > 0;
    return chosenHere ? ALL * traceRatio : ALL;
  }

  private static Map<String, String> tags(SpanData span) {
    Map<String, String> tags = new HashMap<>();
    tags.put("ai.operation.id", span.getTraceId());
    if (span.getParentSpanContext().isValid()) {
      tags.put("ai.operation.parentId", span.getParentSpanId());
    }
    if (span.getKind() == SpanKind.SERVER) {
      tags.put("ai.operation.name", span.getName());
    }
    return tags;
  }

  private static void writeAnswer(JsonGenerator json, SpanData span) {
    Long status = span.getAttributes().get(STATUS);
    long code = status == null ? 0 : status;
    json.writeStringProperty("responseCode", Long.toString(code));
    json.writeBooleanProperty("success", code < FIRST_ERROR);
  }

  private static void writePart(JsonGenerator json, SpanData span) {
    json.writeStringProperty("type", "InProc");
    json.writeBooleanProperty("success", span.getStatus().getStatusCode() != StatusCode.ERROR);
  }

  /** A length of time as {@code d.hh:mm:ss.ffffff}. */
  static String duration(long nanos) {
    Duration length = Duration.ofNanos(nanos);
    return String.format(
        Locale.ROOT,
        "%d.%02d:%02d:%02d.%06d",
        length.toDays(),
        length.toHoursPart(),
        length.toMinutesPart(),
        length.toSecondsPart(),
        length.toNanosPart() / 1_000);
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
