package qts.runtime.http;

import io.javalin.config.RoutesConfig;

/**
 * {@code POST /v1/decisions}: the door by which strategies in any language report what they judged,
 * what was blocked and what was not executed, see {@link InputDoor}.
 */
public final class DecisionDoor implements Routes {
  private final InputDoor door;

  public DecisionDoor(RecorderSource source, BodyMemory memory, int maxBodyBytes) {
    this.door =
        new InputDoor(
            InputDoor.Inputs.DECISIONS, source, memory, maxBodyBytes, InputDoor.Pace.UNHEARD);
  }

  @Override
  public void register(RoutesConfig routes) {
    door.register(routes);
  }
}
