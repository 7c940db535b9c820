package qts.decision.rules;

import java.util.List;

/** What has to hold for a rule to apply. */
sealed interface Condition {

  /** Always. */
  Condition ALWAYS = new All(List.of());

  Truth test(double[] values, List<String> tags);

  /** A value within bounds. */
  record Within(Operand value, Bounds bounds) implements Condition {
    @Override
    public Truth test(double[] values, List<String> tags) {
      return bounds.hold(value.value(values), values);
    }
  }

  /** A tag of the snapshot. */
  record Tagged(String tag) implements Condition {
    @Override
    public Truth test(double[] values, List<String> tags) {
      return Truth.of(tags.contains(tag));
    }
  }

  /** Every part. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public Truth test(double[] values, List<String> tags) {
      Truth truth = Truth.TRUE;
      for (int i = 0; i < parts.size() && truth != Truth.FALSE; i++) {
        truth = truth.and(parts.get(i).test(values, tags));
      }
      return truth;
    }
  }

  /** At least one part. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public Truth test(double[] values, List<String> tags) {
      Truth truth = Truth.FALSE;
      for (int i = 0; i < parts.size() && truth != Truth.TRUE; i++) {
        truth = truth.or(parts.get(i).test(values, tags));
      }
      return truth;
    }
  }

  /** Not the part. */
  record Not(Condition part) implements Condition {
    @Override
    public Truth test(double[] values, List<String> tags) {
      return part.test(values, tags).not();
    }
  }
}
