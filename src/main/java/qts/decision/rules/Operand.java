package qts.decision.rules;

import qts.decision.json.JsonNumber;

/** A number that a rule names or states. */
sealed interface Operand {

  /** The number among {@code values}; NaN when unknown. */
  double value(double[] values);

  /** The number as it is written into a record; only for a known one. */
  JsonNumber json(double[] values);

  /** A number stated in the rule, with its digits. */
  record Literal(JsonNumber number, double value) implements Operand {
    @Override
    public double value(double[] values) {
      return value;
    }

    @Override
    public JsonNumber json(double[] values) {
      return number;
    }
  }

  /** A number by name. */
  record Named(int slot) implements Operand {
    @Override
    public double value(double[] values) {
      return values[slot];
    }

    @Override
    public JsonNumber json(double[] values) {
      return JsonNumber.of(values[slot]);
    }
  }
}
