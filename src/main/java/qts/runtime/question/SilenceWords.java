package qts.runtime.question;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says why nothing was done where no snapshot came. */
final class SilenceWords {
  private final Scene scene;
  private final List<String> sentences = new ArrayList<>();
  private Cause cause = Cause.SILENCE;

  SilenceWords(Scene scene) {
    this.scene = scene;
  }

  Explanation explain() {
    if (scene.before().isEmpty() && scene.after().isEmpty()) {
      because(
          Cause.UNKNOWN_SYMBOL,
          "the journal has no snapshot of " + scene.symbol() + " at all: check the name");
    }
    if (!scene.around().refusals().isEmpty()) {
      because(
          Cause.REFUSED,
          "the inputs about it were refused: " + Explanation.refusals(scene.around()));
    }
    scene.absence().ifPresent(this::absence);
    if (scene.marketClosed()) {
      because(Cause.MARKET_CLOSED, "its market was closed by the trading hours that are set");
    }
    scene.around().silencesAtMoment().forEach(this::silence);
    if (sentences.isEmpty()) {
      edges();
    }
    neighbours();
    return new Explanation(cause, sentences);
  }

  private void because(Cause found, String words) {
    if (sentences.isEmpty()) {
      cause = found;
      sentences.add(Explanation.answer(scene, words));
    } else {
      sentences.add("Also, " + words + ".");
    }
  }

  private void absence(Presence.Absence absence) {
    String until =
        absence.toMillis() == Long.MAX_VALUE
            ? " and has not run since"
            : " until " + beside(absence.toMillis());
    because(
        Cause.RECORDER_DOWN,
        absence.crashed()
            ? "the recorder ended without a stop after %s and did not run%s"
                .formatted(beside(absence.fromMillis()), until)
            : "the recorder did not run from %s%s".formatted(beside(absence.fromMillis()), until));
  }

  private void silence(Surroundings.Silence silence) {
    String who =
        silence.scope().equals("source")
            ? "the whole source " + silence.source()
            : "the feed of it";
    because(
        Cause.SILENCE,
        "%s was silent from %s to %s (a %s gap)"
            .formatted(
                who,
                beside(silence.fromMillis()),
                beside(silence.toMillis()),
                silence.severity().toLowerCase(Locale.ROOT)));
  }

  private void edges() {
    if (scene.before().isEmpty()) {
      because(Cause.BEFORE_FIRST, "no snapshot of it was recorded yet");
    } else if (scene.after().isEmpty()) {
      because(Cause.AFTER_NEWEST, "no snapshot of it has been recorded since the one before");
    } else {
      because(
          Cause.SILENCE,
          "no snapshot of it came within %s around the moment"
              .formatted(Words.duration(scene.windowMillis())));
    }
  }

  private void neighbours() {
    Optional<SnapshotIndex.Found> before = scene.before();
    before.ifPresent(found -> sentences.add(neighbour("The snapshot before", found)));
    scene.after().ifPresent(found -> sentences.add(neighbour("The snapshot after", found)));
  }

  private String neighbour(String which, SnapshotIndex.Found found) {
    long away = found.eventMillis() - scene.at().millis();
    return "%s is %s from %s, %s %s."
        .formatted(
            which,
            found.runId(),
            beside(found.eventMillis()),
            Words.duration(Math.abs(away)),
            away <= 0 ? "earlier" : "later");
  }

  private String beside(long millis) {
    return scene.at().at(millis).beside(scene.at());
  }
}
