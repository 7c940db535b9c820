package qts.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a file of checkpoints from its first line to its last. */
final class CheckpointReader {
  private static final int MAX_TEXT_LINES = 8;
  private static final int MAX_SIGNATURES = 64;

  private final CheckpointFile file;
  private final NoteLines lines;
  private final List<VerifierKey> keys;

  /** A whole checkpoint and the line behind it. */
  private record Whole(SignedCheckpoint signed, int end) {}

  /**
   * @param file gets the checkpoints and what is wrong with them
   * @param keys who may have signed; when there are none, signatures are not checked
   */
  CheckpointReader(CheckpointFile file, byte[] bytes, List<VerifierKey> keys) {
    this.file = file;
    this.lines = new NoteLines(bytes);
    this.keys = keys;
  }

  void read() {
    int at = lines.skipEmpty(0);
    while (!lines.isEnd(at)) {
      Optional<Whole> whole = whole(at);
      if (whole.isPresent()) {
        add(at, whole.get().signed());
      }
      at = lines.skipEmpty(whole.isPresent() ? whole.get().end() : skipBroken(at));
    }
  }

  private void add(int at, SignedCheckpoint signed) {
    file.entries().add(new CheckpointFile.Entry(at, signed.checkpoint()));
    if (!keys.isEmpty() && !signed.isSignedByOneOf(keys)) {
      file.violation(at, "the checkpoint is not signed by the key that was given");
    }
  }

  /** The checkpoint that begins with line {@code from} and is whole. */
  private Optional<Whole> whole(int from) {
    List<String> text = new ArrayList<>();
    int at = from;
    while (lines.isFilled(at) && text.size() < MAX_TEXT_LINES) {
      text.add(lines.text(at));
      at = lines.next(at);
    }
    if (!lines.isEmpty(at)) {
      return Optional.empty();
    }
    at = lines.skipEmpty(at);
    List<String> signatures = new ArrayList<>();
    while (isSignature(at) && signatures.size() < MAX_SIGNATURES) {
      signatures.add(lines.text(at));
      at = lines.next(at);
    }
    int end = at;
    return SignedCheckpoint.of(text, signatures).map(signed -> new Whole(signed, end));
  }

  private boolean isSignature(int line) {
    return lines.isFilled(line) && SignedNote.isSignatureLine(lines.text(line));
  }

  /**
   * Passes over incomplete checkpoints from line {@code from} on, as interrupted writes leave them.
   * When neither a whole one follows nor the end of the file, it is something else.
   */
  private int skipBroken(int from) {
    Findings torn = new Findings();
    int at = from;
    while (!lines.isEnd(at) && whole(at).isEmpty()) {
      int end = TornCheckpoint.end(lines, at);
      if (end == at) {
        file.violation(from, "no checkpoint is here");
        return skipDamaged(at);
      }
      int next = lines.skipEmpty(end);
      torn.warning(
          (lines.isEnd(next)
                  ? "%s ends inside a checkpoint at byte %d"
                  : "%s holds only the beginning of a checkpoint at byte %d: a write was interrupted")
              .formatted(file.name(), at));
      at = next;
    }
    file.findings().addAll(torn);
    return at;
  }

  private int skipDamaged(int from) {
    int text = lines.skipEmpty(lines.skipFilled(from));
    return isSignature(text) ? lines.skipFilled(text) : text;
  }
}
