package qts.decision.rules;

/** What is made of two numbers. */
enum ArithmeticOperator {
  PLUS("plus") {
    @Override
    double of(double a, double b) {
      return a + b;
    }
  },
  MINUS("minus") {
    @Override
    double of(double a, double b) {
      return a - b;
    }
  },
  TIMES("times") {
    @Override
    double of(double a, double b) {
      return a * b;
    }
  },
  RATIO("ratio") {
    @Override
    double of(double a, double b) {
      return a / b;
    }
  };

  private final String word;

  ArithmeticOperator(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  abstract double of(double a, double b);
}
