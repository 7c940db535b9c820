package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import qts.observer.Finding;
import qts.runtime.recorder.BodyFormat;
import qts.runtime.recorder.IntakeReport;
import qts.runtime.recorder.Recorder;

/**
 * {@code POST /v1/records}: the door for PatternRecords of another producer, one a line, which are
 * taken over as they are. Answers what became of each, once it is durable.
 */
public final class ImportDoor implements Routes {
  private final RecorderSource source;
  private final BodyMemory memory;
  private final int maxBodyBytes;

  public ImportDoor(RecorderSource source, BodyMemory memory, int maxBodyBytes) {
    this.source = source;
    this.memory = memory;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/records", this::take);
  }

  private void take(Context ctx) throws IOException {
    Recorder recorder = source.recorder();
    try (RequestBody body = RequestBody.read(ctx.req(), memory, maxBodyBytes)) {
      requireLines(body, ctx);
      InputDoor.answer(
          ctx, take(recorder, body, ctx), BodyFormat.LINES, InputDoor.Inputs.SNAPSHOTS, recorder);
    } catch (RefusedBodyException e) {
      throw InputDoor.refused(e.type(), recorder.refuse(e.head(), 0, e.head().length, e.finding()));
    }
  }

  private static IntakeReport take(Recorder recorder, RequestBody body, Context ctx)
      throws IOException {
    return recorder.takeOver(body.bytes(), 0, body.length(), InputDoor.ack(ctx));
  }

  private static void requireLines(RequestBody body, Context ctx) throws RefusedBodyException {
    String type = ctx.contentType();
    if (body.format(type) != BodyFormat.LINES) {
      Finding finding =
          new Finding(
              BodyRules.MEDIA_TYPE,
              "",
              "PatternRecords are taken over as lines",
              RecordRoutes.LINES,
              String.valueOf(type));
      throw new RefusedBodyException(
          ProblemType.MEDIA_TYPE, finding, body.head(RequestBody.EVIDENCE_BYTES));
    }
  }
}
