package qts.decision.rules;

/** How a value stands to a bound. */
enum Comparison {
  ABOVE("above") {
    @Override
    boolean holds(double value, double bound) {
      return value > bound;
    }
  },
  AT_LEAST("at_least") {
    @Override
    boolean holds(double value, double bound) {
      return value >= bound;
    }
  },
  BELOW("below") {
    @Override
    boolean holds(double value, double bound) {
      return value < bound;
    }
  },
  AT_MOST("at_most") {
    @Override
    boolean holds(double value, double bound) {
      return value <= bound;
    }
  },
  EQUALS("equals") {
    @Override
    boolean holds(double value, double bound) {
      return value == bound;
    }
  };

  private final String word;

  Comparison(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  abstract boolean holds(double value, double bound);
}
