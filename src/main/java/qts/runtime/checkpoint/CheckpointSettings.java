package qts.runtime.checkpoint;

import java.time.Duration;
import java.util.List;

/**
 * How checkpoints are made.
 *
 * @param interval how long after one the next is made, if the journal has grown
 * @param places where they are published
 */
public record CheckpointSettings(SigningKey key, Duration interval, List<Place> places) {
  public CheckpointSettings {
    places = List.copyOf(places);
  }
}
