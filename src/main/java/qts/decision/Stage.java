package qts.decision;

import qts.decision.json.ContractViolation;

/** The stages of judging. {@link #ACT} is reported by strategies and never done here. */
public enum Stage {
  EXTRACT("Extract"),
  TRANSFORM("Transform"),
  EVALUATE("Evaluate"),
  DECIDE("Decide"),
  ACT("Act"),
  PERFORMANCE("Performance");

  private static final String WORDS = "Extract/Transform/Evaluate/Decide/Act/Performance";

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** As it is written in records. */
  public String word() {
    return word;
  }

  public static Stage of(String word) {
    for (Stage stage : values()) {
      if (stage.word.equalsIgnoreCase(word)) {
        return stage;
      }
    }
    throw ContractViolation.value(
        "", "stage must be " + WORDS + ", got: '" + word + "'", WORDS, word);
  }
}
