package qts.observer;

/**
 * The recent mean and variance of a series. Each value weighs {@link #WEIGHT}, so the last fifty
 * make up about two thirds of it; while there are fewer all weigh the same. Method: T. Finch,
 * "Incremental calculation of weighted mean and variance", 2009.
 */
final class Distribution {
  /** The fewest values that make a distribution. */
  static final int MIN_COUNT = 30;

  static final double WEIGHT = 0.02;

  private int count;
  private double mean;
  private double variance;

  void add(double value) {
    double weight = WEIGHT;
    if (count < 1 / WEIGHT) {
      count++;
      weight = 1.0 / count;
    }
    double difference = value - mean;
    double step = weight * difference;
    mean += step;
    variance = (1 - weight) * (variance + difference * step);
  }

  /**
   * Whether {@code value} lies more than so many standard deviations above the mean. Never while
   * there are too few values, nor while all of them are equal: then there is no deviation to count.
   */
  boolean isExceededBy(double value, double deviations) {
    double above = value - mean;
    return count >= MIN_COUNT
        && variance > 0
        && above > 0
        && above * above > deviations * deviations * variance;
  }
}
