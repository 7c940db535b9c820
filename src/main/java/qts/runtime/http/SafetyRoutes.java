package qts.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import qts.decision.SafetyChangeJson;
import qts.decision.json.ContractViolation;
import qts.decision.json.JsonObject;
import qts.decision.json.JsonReader;
import qts.journal.JournalFullException;
import qts.observer.Finding;
import qts.runtime.recorder.Safety;
import qts.runtime.recorder.SafetyStanding;
import qts.safety.SafetyChange;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /v1/safety}: what holds orders back, and its changes. A change is durable before it is
 * answered, and names who makes it and why.
 */
public final class SafetyRoutes implements Routes {
  /** A change whose author begins so comes from the kill-switch file. */
  public static final String FILE = "file:";

  private static final int MAX_BODY_BYTES = 16 << 10;
  private static final String JSON = "application/json";

  private final RecorderSource source;
  private final BooleanSupplier heldByFile;

  /**
   * @param heldByFile whether the kill-switch file is there, so that nobody else can turn it off
   */
  public SafetyRoutes(RecorderSource source, BooleanSupplier heldByFile) {
    this.source = source;
    this.heldByFile = heldByFile;
  }

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/v1/safety", this::show);
    routes.post("/v1/safety", ctx -> change(ctx, body(ctx)));
    routes.get("/v1/safety/kill-switch", this::showKillSwitch);
    routes.post("/v1/safety/kill-switch", ctx -> change(ctx, killSwitch(ctx, true)));
    routes.delete("/v1/safety/kill-switch", ctx -> change(ctx, killSwitch(ctx, false)));
  }

  private Safety safety() {
    return source.recorder().safety();
  }

  private void show(Context ctx) {
    SafetyStanding standing = safety().standing();
    answer(ctx, json -> SafetyJson.write(json, standing));
  }

  private void showKillSwitch(Context ctx) {
    SafetyStanding standing = safety().standing();
    answer(ctx, json -> SafetyJson.writeKillSwitch(json, standing));
  }

  private void change(Context ctx, JsonObject asked) throws IOException {
    Safety safety = safety();
    try {
      Optional<Long> position = safety.change(at -> read(asked, at));
      SafetyStanding standing = safety.standing();
      answer(
          ctx,
          json -> {
            json.writeBooleanProperty("changed", position.isPresent());
            position.ifPresent(at -> json.writeNumberProperty("position", at));
            SafetyJson.write(json, standing);
          });
    } catch (ContractViolation wrong) {
      throw refused(wrong.finding());
    } catch (JournalFullException full) {
      throw new ProblemException(ProblemType.DISK_FULL, String.valueOf(full.getMessage()));
    }
  }

  private SafetyChange read(JsonObject asked, long atMillis) {
    SafetyChange change =
        SafetyChangeJson.read(
            JsonObject.builder()
                .putAll(asked.without(List.of("at_ms")))
                .put("at_ms", atMillis)
                .build());
    if (change.by().who().startsWith(FILE)) {
      throw ContractViolation.value(
          "who", "who must not begin with " + FILE, "a person or a part", change.by().who());
    }
    if (change instanceof SafetyChange.KillSwitch kill && !kill.on() && heldByFile.getAsBoolean()) {
      throw new ProblemException(
          ProblemType.KILL_SWITCH_HELD,
          "The kill-switch file holds the kill switch on. Remove the file to turn it off.");
    }
    return change;
  }

  private static JsonObject killSwitch(Context ctx, boolean on) throws IOException {
    JsonObject.Builder change = JsonObject.builder();
    String who = ctx.queryParam("who");
    String why = ctx.queryParam("why");
    if (who != null || why != null) {
      change.putIfPresent("who", who).putIfPresent("why", why);
    } else {
      change.putAll(body(ctx));
    }
    return change.put("change", "kill_switch").put("on", on).build();
  }

  private static JsonObject body(Context ctx) throws IOException {
    try (InputStream in = ctx.req().getInputStream()) {
      byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
      if (body.length > MAX_BODY_BYTES) {
        throw new ProblemException(
            ProblemType.BODY_TOO_LARGE, "A change has at most " + MAX_BODY_BYTES + " bytes.");
      }
      return JsonReader.object(body);
    } catch (ContractViolation notJson) {
      throw new ProblemException(
          ProblemType.NOT_JSON,
          "The body must be a JSON object with who and why: " + notJson.getMessage());
    }
  }

  private static ProblemException refused(Finding finding) {
    return new ProblemException(
        ProblemDocument.of(
                ProblemType.SAFETY_REFUSED, "The change is refused: " + finding.reason() + ".")
            .with("rule", finding.rule())
            .with("path", finding.path())
            .with("limit", finding.limit())
            .with("actual", finding.actual()));
  }

  /** Writes the members of an answer. */
  private interface Members {
    void write(JsonGenerator json);
  }

  private static void answer(Context ctx, Members members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    ctx.contentType(JSON).header("Cache-Control", "no-store").result(out.toByteArray());
  }
}
