package qts.decision.rules;

/** What is made of the samples of a window. Not a finite number where it can't be computed. */
enum WindowFunction {
  COUNT("count", 0) {
    @Override
    double of(Samples samples, int first) {
      return samples.size() - first;
    }
  },
  SUM("sum", 1) {
    @Override
    double of(Samples samples, int first) {
      double sum = 0;
      for (int i = first; i < samples.size(); i++) {
        sum += samples.value(i);
      }
      return sum;
    }
  },
  MEAN("mean", 1) {
    @Override
    double of(Samples samples, int first) {
      return SUM.of(samples, first) / (samples.size() - first);
    }
  },
  MIN("min", 1) {
    @Override
    double of(Samples samples, int first) {
      double min = samples.value(first);
      for (int i = first + 1; i < samples.size(); i++) {
        min = Math.min(min, samples.value(i));
      }
      return min;
    }
  },
  MAX("max", 1) {
    @Override
    double of(Samples samples, int first) {
      double max = samples.value(first);
      for (int i = first + 1; i < samples.size(); i++) {
        max = Math.max(max, samples.value(i));
      }
      return max;
    }
  },
  /** Newest minus oldest. */
  CHANGE("change", 2) {
    @Override
    double of(Samples samples, int first) {
      return samples.value(samples.size() - 1) - samples.value(first);
    }
  },
  /** Newest minus oldest, in percent of the oldest. */
  CHANGE_PCT("change_pct", 2) {
    @Override
    double of(Samples samples, int first) {
      return 100 * CHANGE.of(samples, first) / samples.value(first);
    }
  };

  private final String word;
  private final int atLeast;

  WindowFunction(String word, int atLeast) {
    this.word = word;
    this.atLeast = atLeast;
  }

  String word() {
    return word;
  }

  /** The fewest samples it can be computed from. */
  int atLeast() {
    return atLeast;
  }

  /**
   * Computed in one pass over the samples from {@code first}, so that it depends on them alone and
   * not on what was in the window before.
   */
  abstract double of(Samples samples, int first);
}
