package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import qts.runtime.recorder.Recorder;

/**
 * {@code GET /api/v1/snapshot}: the newest snapshot as it was received, for the clients that poll
 * for it; {@code symbol} narrows it to one symbol.
 */
public final class NewestSnapshotRoute implements Routes {
  private final RecorderSource source;

  public NewestSnapshotRoute(RecorderSource source) {
    this.source = source;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/snapshot", this::newest);
  }

  private void newest(Context ctx) throws IOException {
    Recorder recorder = source.recorder();
    String symbol = ctx.queryParam("symbol");
    byte[] snapshot =
        (symbol == null ? recorder.newestSnapshot() : recorder.newestSnapshot(symbol))
            .orElseThrow(() -> none(symbol == null ? "" : " of this symbol"));
    ctx.contentType(RecordRoutes.JSON).header("Cache-Control", "no-store").result(snapshot);
  }

  private static ProblemException none(String which) {
    String sentence = "There is no snapshot" + which + " yet.";
    return new ProblemException(
        ProblemDocument.of(ProblemType.NO_SUCH_RECORD, sentence).with("error", sentence));
  }
}
