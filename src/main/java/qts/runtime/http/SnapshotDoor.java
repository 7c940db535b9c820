package qts.runtime.http;

import io.javalin.config.RoutesConfig;

/** {@code POST /v1/snapshots}: the door for snapshots, see {@link InputDoor}. */
public final class SnapshotDoor implements Routes {
  private final InputDoor door;

  public SnapshotDoor(
      RecorderSource source, BodyMemory memory, int maxBodyBytes, HttpListener listener) {
    this.door =
        new InputDoor(
            InputDoor.Inputs.SNAPSHOTS, source, memory, maxBodyBytes, listener::onSnapshots);
  }

  @Override
  public void register(RoutesConfig routes) {
    door.register(routes);
  }
}
