package qts.decision;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random choices that can be repeated: every instance prints its seed, and {@code -Dqts.seed=N}
 * gives the same choices again.
 */
public final class Seeded {
  private final RandomGenerator random;

  public Seeded(String what) {
    long seed = Long.getLong("qts.seed", System.nanoTime());
    System.out.println(what + ": -Dqts.seed=" + seed);
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public boolean flag() {
    return random.nextBoolean();
  }

  /** From {@code from} to below {@code to}. */
  public int between(int from, int to) {
    return random.nextInt(from, to);
  }

  public RandomGenerator random() {
    return random;
  }
}
