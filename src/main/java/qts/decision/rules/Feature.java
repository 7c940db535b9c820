package qts.decision.rules;

/** A number made from those before it. */
sealed interface Feature {

  /** Where the number goes. */
  int slot();

  /**
   * The number for the newest snapshot of {@code symbol}: NaN when unknown, infinite when all of it
   * is known and yet it is no number.
   */
  double compute(SymbolState symbol, double[] values);

  /** Turns a result that is no number into the mark for it. */
  static double checked(double result) {
    return Double.isFinite(result) ? result : Double.POSITIVE_INFINITY;
  }

  /** A window by count: unknown until it is full. */
  record LastSamples(int slot, WindowFunction function, int history, int samples)
      implements Feature {
    @Override
    public double compute(SymbolState symbol, double[] values) {
      Samples of = symbol.history(history);
      int least = Math.max(samples, function.atLeast());
      return of.size() < least ? Double.NaN : checked(function.of(of, of.size() - samples));
    }
  }

  /** A window by time: the samples of the latest {@code millis}, by the snapshots' own times. */
  record LastMillis(int slot, WindowFunction function, int history, long millis)
      implements Feature {
    @Override
    public double compute(SymbolState symbol, double[] values) {
      Samples of = symbol.history(history);
      int first = of.firstAfter(symbol.nowMillis() - millis);
      boolean tooFew = of.size() - first < function.atLeast();
      return tooFew ? Double.NaN : checked(function.of(of, first));
    }
  }

  /** Milliseconds since the name at {@code source} was last known. */
  record Since(int slot, int source) implements Feature {
    @Override
    public double compute(SymbolState symbol, double[] values) {
      return symbol.sinceMillis(source);
    }
  }

  /** Two numbers put together. */
  record Arithmetic(int slot, ArithmeticOperator operator, Operand left, Operand right)
      implements Feature {
    @Override
    public double compute(SymbolState symbol, double[] values) {
      double a = left.value(values);
      double b = right.value(values);
      return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : checked(operator.of(a, b));
    }
  }
}
