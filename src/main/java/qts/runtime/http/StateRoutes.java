package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The endpoints that tell how the service is: health, readiness, status and metrics. */
public final class StateRoutes implements Routes {
  private static final String JSON = "application/json";

  private final Vitals vitals;
  private final Exposition exposition;

  public StateRoutes(Vitals vitals, Exposition exposition) {
    this.vitals = vitals;
    this.exposition = exposition;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/health", this::health);
    routes.get("/ready", this::ready);
    routes.get("/status", ctx -> answer(ctx, 200, vitals.status()));
    routes.get("/metrics", this::metrics);
    routes.get("/metrics/observer", ctx -> answer(ctx, 200, exposition.json()));
  }

  private void health(Context ctx) {
    Optional<String> bug = vitals.bug();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      Optional<String> degraded = vitals.degraded();
      json.writeStringProperty(
          "status", bug.isPresent() ? "failing" : degraded.isPresent() ? "degraded" : "alive");
      degraded.ifPresent(why -> json.writeStringProperty("degraded", why));
      bug.ifPresent(id -> json.writeStringProperty("bug", id));
      json.writeEndObject();
    }
    answer(ctx, bug.isEmpty() ? 200 : 503, out.toByteArray());
  }

  private void ready(Context ctx) {
    List<Check> checks = vitals.checks();
    boolean ready = checks.stream().allMatch(Check::passed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeBooleanProperty("ready", ready);
      vitals.degraded().ifPresent(why -> json.writeStringProperty("degraded", why));
      write(json, checks);
      json.writeEndObject();
    }
    answer(ctx, ready ? 200 : 503, out.toByteArray());
  }

  /** Writes the member {@code checks}. */
  public static void write(JsonGenerator json, List<Check> checks) {
    json.writeArrayPropertyStart("checks");
    for (Check check : checks) {
      json.writeStartObject();
      json.writeStringProperty("name", check.name());
      json.writeBooleanProperty("passed", check.passed());
      json.writeStringProperty("detail", check.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void metrics(Context ctx) {
    String accept = ctx.header("Accept");
    Exposition.Page page = exposition.text(accept == null ? "" : accept);
    ctx.contentType(page.contentType()).result(page.text());
  }

  private static void answer(Context ctx, int status, byte[] body) {
    ctx.status(status).contentType(JSON).header("Cache-Control", "no-store").result(body);
  }
}
