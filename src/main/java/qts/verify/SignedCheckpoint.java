package qts.verify;

import java.util.List;
import java.util.Optional;

/** A checkpoint and the note that it is the text of. */
record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {

  /** Puts one together from its lines; empty when they are not those of one. */
  static Optional<SignedCheckpoint> of(List<String> textLines, List<String> signatureLines) {
    return SignedNote.of(textLines, signatureLines)
        .flatMap(note ->
            Checkpoint.of(note.text()).map(checkpoint -> new SignedCheckpoint(checkpoint, note)));
  }

  boolean isSignedByOneOf(List<VerifierKey> keys) {
    return keys.stream()
        .anyMatch(key -> key.name().equals(checkpoint.origin()) && key.signed(note));
  }
}
