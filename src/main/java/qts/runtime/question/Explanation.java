package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import qts.logs.Counted;

/**
 * Why nothing was done.
 *
 * @param cause the nearest cause
 * @param sentences the same for a person: the answer first, then what it rests on
 */
record Explanation(Cause cause, List<String> sentences) {

  Explanation {
    sentences = List.copyOf(sentences);
  }

  static Explanation of(Scene scene, long lost) {
    Explanation nearest;
    if (!scene.explained().isEmpty()) {
      nearest = new DecidedWords(scene).explain();
    } else if (scene.around().snapshots() > 0) {
      nearest = notJudged(scene);
    } else {
      nearest = new SilenceWords(scene).explain();
    }
    List<String> sentences = new ArrayList<>(nearest.sentences);
    addCircumstances(scene, lost, sentences);
    return new Explanation(nearest.cause, sentences);
  }

  /** The answer in one sentence. */
  static String answer(Scene scene, String because) {
    return "Nothing was traded in %s at %s because %s."
        .formatted(scene.symbol(), scene.at().time(), because);
  }

  private static Explanation notJudged(Scene scene) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        answer(
            scene,
            "nobody decided anything about it: %s of it within %s around the moment, and no"
                    .formatted(
                        Counted.of(
                            scene.around().snapshots(),
                            "snapshot is recorded",
                            "snapshots are recorded"),
                        Words.duration(scene.windowMillis()))
                + " judgment, block or non-execution"));
    sentences.add(
        scene
            .rules()
            .map(set ->
                "The rule set %s version %s was in force and saw them; none of its judging rules held."
                    .formatted(set.name(), set.version()))
            .orElse(
                "No rule set was in force for it, and no strategy outside reported a decision: ask"
                    + " coverage which snapshots a strategy left unanswered."));
    return new Explanation(Cause.NOT_JUDGED, sentences);
  }

  private static void addCircumstances(Scene scene, long lost, List<String> into) {
    Surroundings around = scene.around();
    if (scene.safety().changes() > 0) {
      into.add(SafetyWords.of(scene));
    }
    if (around.snapshots() > 0 && !around.refusals().isEmpty()) {
      into.add("Inputs about it were refused around the moment: " + refusals(around) + ".");
    }
    if (around.shed() > 0) {
      into.add(
          "For %s there was no room around the moment."
              .formatted(Counted.of(around.shed(), "input")));
    }
    if (around.isTruncated()) {
      into.add(
          "Only the first %,d decisions around the moment were looked at: ask with a smaller window."
              .formatted(Surroundings.MAX_DECISIONS));
    }
    if (lost > 0) {
      into.add(
          "%s around the moment can't be read any more, so the answer may lack them."
              .formatted(Counted.of(lost, "record")));
    }
  }

  /** How many inputs each rule refused. */
  static String refusals(Surroundings around) {
    List<String> words = new ArrayList<>();
    around.refusals().forEach((rule, count) -> words.add(rule + " (" + count + ")"));
    return String.join(", ", words);
  }
}
