package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import qts.observer.Finding;
import qts.observer.Rules;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderRules;
import qts.runtime.recorder.Refusal;

/**
 * {@code POST /v1/snapshots}: the door for snapshots. A lone snapshot that is refused is answered
 * with a problem; a batch is answered with what became of each of its lines.
 */
public final class SnapshotDoor implements Routes {
  private static final Finding EMPTY =
      new Finding(BodyRules.EMPTY, "", "the body holds no snapshot", "at least one snapshot", "");

  private final RecorderSource source;
  private final BodyMemory memory;
  private final int maxBodyBytes;
  private final HttpListener listener;

  public SnapshotDoor(
      RecorderSource source, BodyMemory memory, int maxBodyBytes, HttpListener listener) {
    this.source = source;
    this.memory = memory;
    this.maxBodyBytes = maxBodyBytes;
    this.listener = listener;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/snapshots", this::take);
  }

  private void take(Context ctx) throws IOException {
    long started = System.nanoTime();
    Ack ack = ack(ctx);
    Recorder recorder = source.recorder();
    try (RequestBody body = RequestBody.read(ctx.req(), memory, maxBodyBytes)) {
      long received = System.nanoTime();
      BodyFormat format = body.format(ctx.contentType());
      answer(ctx, recorder.record(body.bytes(), 0, body.length(), format, ack), format, recorder);
      listener.onSnapshots(body.length(), received - started, System.nanoTime() - started);
    } catch (RefusedBodyException e) {
      throw refused(e.type(), recorder.refuse(e.head(), 0, e.head().length, e.finding()));
    }
  }

  static Ack ack(Context ctx) {
    String asked = ctx.queryParam("ack");
    return switch (asked == null ? "durable" : asked) {
      case "durable" -> Ack.DURABLE;
      case "received" -> Ack.RECEIVED;
      default ->
          throw new ProblemException(
              ProblemDocument.of(
                      ProblemType.BAD_PARAMETER, "ack is either 'durable' or 'received'.")
                  .with("parameter", "ack"));
    };
  }

  static void answer(Context ctx, IntakeReport report, BodyFormat format, Recorder recorder)
      throws IOException {
    if (report.counts().received() == 0 && format != BodyFormat.ARRAY) {
      throw refused(ProblemType.NOT_JSON, recorder.refuse(new byte[0], 0, 0, EMPTY));
    }
    if (report.counts().received() > 0 && report.counts().shed() == report.counts().received()) {
      throw refused(ProblemType.DISK_FULL, report);
    }
    if (format == BodyFormat.DOCUMENT && !report.refusals().isEmpty()) {
      throw refused(type(report.refusals().getFirst().finding().rule()), report);
    }
    ctx.status(report.durable() ? 200 : 202)
        .contentType("application/json")
        .result(ReportJson.of(report));
  }

  private static ProblemType type(String rule) {
    return switch (rule) {
      case Rules.JSON_SYNTAX, Rules.JSON_UTF8 -> ProblemType.NOT_JSON;
      case Rules.SNAPSHOT_TOO_LARGE -> ProblemType.BODY_TOO_LARGE;
      case RecorderRules.RUN_ID_REUSED -> ProblemType.RUN_ID_REUSED;
      default -> ProblemType.SNAPSHOT_REFUSED;
    };
  }

  static ProblemException refused(ProblemType type, IntakeReport report) {
    Refusal refusal = report.refusals().getFirst();
    Finding finding = refusal.finding();
    ProblemDocument problem =
        ProblemDocument.of(type, sentence(finding.reason()))
            .with("outcome", refusal.outcome().word())
            .with("rule", finding.rule())
            .with("path", finding.path())
            .with("limit", finding.limit())
            .with("actual", finding.actual());
    return new ProblemException(
        refusal.position() < 0 ? problem : problem.with("position", refusal.position()));
  }

  private static String sentence(String reason) {
    return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
  }
}
