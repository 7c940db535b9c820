package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What explains the service to who comes across it: an index, and the OpenAPI document. */
public final class DocumentRoutes implements Routes {
  private static final byte[] INDEX =
      """
      QTS Observer, the flight recorder for quantitative trading systems.

      POST /v1/snapshots       record snapshots
      POST /v1/decisions       record what strategies decided
      GET  /v1/records         find records
      GET  /v1/timeline        what happened, in order
      GET  /v1/why-not         why nothing was done at some moment
      GET  /v1/coverage        what a strategy left unanswered
      GET  /api/v1/snapshot    the newest snapshot
      GET  /v1/safety          what holds orders back
      GET  /health             is the process well?
      GET  /ready              can it do its work?
      GET  /status             its whole state
      GET  /metrics            measurements for Prometheus
      GET  /metrics/observer   the same as JSON
      GET  /openapi.json       this interface in full (OpenAPI 3.1)
      """
          .getBytes(StandardCharsets.UTF_8);

  private final byte[] openApi;

  public DocumentRoutes() {
    try (InputStream in = DocumentRoutes.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not part of this build");
      }
      openApi = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/", ctx -> ctx.contentType("text/plain; charset=utf-8").result(INDEX));
    routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(openApi));
  }
}
