package qts.runtime.recorder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the decisions of one body through the recorder: reads some of them outside the sequencer's
 * lock, then has them put in order, and so on to the end. For one body.
 */
final class DecisionIntake {
  private static final int CHUNK = 64;

  private final Sequencer sequencer;
  private final Decisions decisions;
  private final RecorderClock clock;
  private final int maxBytes;
  private final Taking taking;

  DecisionIntake(
      Sequencer sequencer,
      Answering answering,
      Decisions decisions,
      RecorderClock clock,
      int maxBytes,
      RecorderListener listener) {
    this.sequencer = sequencer;
    this.decisions = decisions;
    this.clock = clock;
    this.maxBytes = maxBytes;
    this.taking = new Taking(answering, clock, listener);
  }

  /** One input and its place in the body, counted from 1. */
  private record Numbered(long number, DecisionInput input) {}

  /** Takes all decisions of the body; durable before it returns unless {@code ack} says so. */
  IntakeReport take(Inputs inputs, Ack ack) throws IOException {
    for (List<Numbered> some = read(inputs); !some.isEmpty(); some = read(inputs)) {
      sequence(some);
    }
    if (inputs.isMalformed()) {
      byte[] rest = Arrays.copyOfRange(inputs.body(), inputs.from(), inputs.to());
      DecisionInput broken = DecisionInput.refused(rest, inputs.brokenOff());
      sequence(List.of(new Numbered(inputs.number() + 1, broken)));
    }
    return taking.finish(ack);
  }

  private List<Numbered> read(Inputs inputs) {
    List<Numbered> some = new ArrayList<>(CHUNK);
    while (some.size() < CHUNK && inputs.next()) {
      some.add(
          new Numbered(
              inputs.number(),
              DecisionInput.read(inputs.body(), inputs.from(), inputs.to(), maxBytes)));
    }
    return some;
  }

  private void sequence(List<Numbered> some) throws IOException {
    sequencer.lock();
    try {
      sequencer.at(clock.millis(), clock.nanos());
      for (Numbered one : some) {
        taking.note(one.number(), decisions.take(one.input()));
      }
    } finally {
      sequencer.unlock();
    }
  }
}
