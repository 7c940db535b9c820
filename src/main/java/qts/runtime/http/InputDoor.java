package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import qts.decision.json.ContractViolation;
import qts.observer.Finding;
import qts.observer.Rules;
import qts.runtime.recorder.Ack;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.RecorderRules;
import qts.runtime.recorder.Refusal;

/**
 * A door for inputs of one sort, alone, in an array or in lines. A lone input that is refused is
 * answered with a problem; a batch is answered with what became of each of its inputs.
 */
final class InputDoor implements Routes {
  private final Inputs inputs;
  private final RecorderSource source;
  private final BodyMemory memory;
  private final int maxBodyBytes;
  private final Pace pace;

  InputDoor(Inputs inputs, RecorderSource source, BodyMemory memory, int maxBodyBytes, Pace pace) {
    this.inputs = inputs;
    this.source = source;
    this.memory = memory;
    this.maxBodyBytes = maxBodyBytes;
    this.pace = pace;
  }

  /** What is taken in. */
  enum Inputs {
    SNAPSHOTS("/v1/snapshots", "snapshot", ProblemType.SNAPSHOT_REFUSED) {
      @Override
      IntakeReport record(Recorder recorder, RequestBody body, BodyFormat format, Ack ack)
          throws IOException {
        return recorder.record(body.bytes(), 0, body.length(), format, ack);
      }
    },
    DECISIONS("/v1/decisions", "decision", ProblemType.DECISION_REFUSED) {
      @Override
      IntakeReport record(Recorder recorder, RequestBody body, BodyFormat format, Ack ack)
          throws IOException {
        return recorder.recordDecisions(body.bytes(), 0, body.length(), format, ack);
      }
    };

    private final String path;
    private final String name;
    private final ProblemType refusal;

    Inputs(String path, String name, ProblemType refusal) {
      this.path = path;
      this.name = name;
      this.refusal = refusal;
    }

    private Finding empty() {
      return new Finding(
          BodyRules.EMPTY, "", "the body holds no " + name, "at least one " + name, "");
    }

    abstract IntakeReport record(Recorder recorder, RequestBody body, BodyFormat format, Ack ack)
        throws IOException;
  }

  /** Hears how long a body took, in bytes and nanoseconds, as {@link HttpListener} does. */
  @FunctionalInterface
  interface Pace {
    /** Nobody wants to know. */
    Pace UNHEARD = (bytes, receiveNanos, totalNanos) -> {};

    void onTaken(long bytes, long receiveNanos, long totalNanos);
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post(inputs.path, this::take);
  }

  private void take(Context ctx) throws IOException {
    long started = System.nanoTime();
    Ack ack = ack(ctx);
    Recorder recorder = source.recorder();
    try (RequestBody body = RequestBody.read(ctx.req(), memory, maxBodyBytes)) {
      long received = System.nanoTime();
      BodyFormat format = body.format(ctx.contentType());
      answer(ctx, inputs.record(recorder, body, format, ack), format, inputs, recorder);
      pace.onTaken(body.length(), received - started, System.nanoTime() - started);
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

  static void answer(
      Context ctx, IntakeReport report, BodyFormat format, Inputs inputs, Recorder recorder)
      throws IOException {
    if (report.counts().received() == 0 && format != BodyFormat.ARRAY) {
      throw refused(ProblemType.NOT_JSON, recorder.refuse(new byte[0], 0, 0, inputs.empty()));
    }
    if (report.counts().received() > 0 && report.counts().shed() == report.counts().received()) {
      throw refused(ProblemType.DISK_FULL, report);
    }
    if (format == BodyFormat.DOCUMENT && !report.refusals().isEmpty()) {
      throw refused(type(report.refusals().getFirst().finding().rule(), inputs), report);
    }
    ctx.status(report.durable() ? 200 : 202)
        .contentType("application/json")
        .result(ReportJson.of(report));
  }

  private static ProblemType type(String rule, Inputs inputs) {
    return switch (rule) {
      case Rules.JSON_SYNTAX, Rules.JSON_UTF8 -> ProblemType.NOT_JSON;
      case Rules.SNAPSHOT_TOO_LARGE, ContractViolation.JSON_TOO_LARGE -> ProblemType.BODY_TOO_LARGE;
      case RecorderRules.RUN_ID_REUSED -> ProblemType.RUN_ID_REUSED;
      case RecorderRules.DECISION_ID_REUSED -> ProblemType.DECISION_ID_REUSED;
      default -> inputs.refusal;
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
    String end = reason.endsWith(".") ? "" : ".";
    return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + end;
  }
}
